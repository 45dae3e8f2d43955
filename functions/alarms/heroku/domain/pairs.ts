const SPACE = 0x20;
const QUOTE = 0x22;
const EQUALS = 0x3d;
const BACKSLASH = 0x5c;

/**
 * Walks the pairs of a logfmt line, `key=value key="a value" flag`, over its bytes and without making anything of them. A quoted value
 * ends at the next quote that has no backslash before it; what follows a closing quote, up to the next blank, is passed over. One
 * word in quotes may end in a backslash, as a path does that a stranger has chosen: a blank after `\"` ends it, for it has none itself.
 */
export class Pairs {
  keyStart = 0;
  keyEnd = 0;
  valueStart = 0;
  /** Exclusive; equal to `valueStart` where the value is empty, or where there is none. */
  valueEnd = 0;
  readonly #bytes: Uint8Array;
  readonly #end: number;
  #at: number;

  constructor(bytes: Uint8Array, start: number, end: number) {
    this.#bytes = bytes;
    this.#at = start;
    this.#end = end;
  }

  /** False where there is no further pair. */
  next(): boolean {
    const bytes = this.#bytes;
    const end = this.#end;
    let at = this.#at;
    while (at < end && bytes[at] === SPACE) at++;
    if (at >= end) return false;
    this.keyStart = at;
    while (at < end && bytes[at] !== EQUALS && bytes[at] !== SPACE) at++;
    this.keyEnd = at;
    if (at < end && bytes[at] === EQUALS) at++;
    this.valueStart = at;
    if (at < end && bytes[at] === QUOTE) at = this.#closeQuote(at + 1);
    else {
      while (at < end && bytes[at] !== SPACE) at++;
      this.valueEnd = at;
    }
    this.#at = at;
    return true;
  }

  /** Leaves the value between its quotes, or up to the end where it is not closed. */
  #closeQuote(start: number): number {
    const bytes = this.#bytes;
    const end = this.#end;
    let at = start;
    let isWord = true;
    while (at < end && bytes[at] !== QUOTE) {
      if (bytes[at] !== BACKSLASH) {
        if (bytes[at] === SPACE) isWord = false;
        at++;
      } else if (isWord && bytes[at + 1] === QUOTE && (at + 2 >= end || bytes[at + 2] === SPACE)) at++;
      else at += 2;
    }
    this.valueStart = start;
    this.valueEnd = Math.min(at, end);
    while (at < end && bytes[at] !== SPACE) at++;
    return Math.min(at, end);
  }
}
