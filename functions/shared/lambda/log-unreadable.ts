import { logger } from './logger.ts';

/** Says of an item of Memory that no version of this code wrote it as it stands. */
export const logUnreadable = (item: unknown): void => logger.error('unreadable', { item });
