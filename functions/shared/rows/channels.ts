import type { AttributeReader } from './attributes.ts';

/** Each notice is queued once for each of them. */
const MOST_CHANNELS = 20;
/** No channel can have a longer name (`curfew channel set`). */
const LONGEST_NAME = 100;

/** Reads Channels; `default` where the row names none, or where they cannot be read. */
export function readChannels(reader: AttributeReader): readonly string[] {
  const expected = 'names of chat channels such as ["default", "ops"]';
  const names = [...new Set(reader.list('Channels', expected) ?? ['default'])];
  if (names.length <= MOST_CHANNELS && names.every((name) => name.length <= LONGEST_NAME)) return names;
  reader.refuse('Channels', `${expected}; at most ${MOST_CHANNELS}, each of up to ${LONGEST_NAME} letters`);
  return ['default'];
}
