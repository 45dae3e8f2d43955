const nothing = (): void => undefined;

/** For the SDK's clients: what it has to say to developers, of two credentials say which it takes, is not for the terminal. */
export const SILENT = { debug: nothing, info: nothing, warn: nothing, error: nothing };
