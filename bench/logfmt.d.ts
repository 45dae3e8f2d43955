declare module 'logfmt' {
  const logfmt: {
    /** Pairs of a line; null for a value that is empty, true for a key without one. */
    parse(line: string): Readonly<Record<string, string | boolean | null>>;
  };
  export default logfmt;
}
