const ZERO = 0x30;
const NINE = 0x39;
const DOT = 0x2e;
/** With so many digits a number is exact. */
const DIGITS_MAX = 15;

/** Whether `word` stands at `start`; it has to lie within the bytes that are meant. */
export function standsAt(bytes: Uint8Array, start: number, word: Uint8Array): boolean {
  for (let index = 0; index < word.length; index++) if (bytes[start + index] !== word[index]) return false;
  return true;
}

/** ASCII as bytes, to compare with. */
export const ascii = (text: string): Uint8Array => Buffer.from(text, 'latin1');

/** Two digits as a number; NaN where they are none. */
export function twoDigits(bytes: Uint8Array, start: number): number {
  return digitAt(bytes, start) * 10 + digitAt(bytes, start + 1);
}

export function digitAt(bytes: Uint8Array, at: number): number {
  const byte = bytes[at];
  return byte !== undefined && byte >= ZERO && byte <= NINE ? byte - ZERO : NaN;
}

/** `18` or `2.46`, without sign or exponent; NaN for everything else, above all for nothing: empty is not zero. */
export function decimalAt(bytes: Uint8Array, start: number, end: number): number {
  let digits = 0;
  let decimals = -1;
  for (let at = start; at < end; at++) {
    if (bytes[at] === DOT && decimals === -1 && at > start) decimals = 0;
    else {
      digits = digits * 10 + digitAt(bytes, at);
      if (decimals !== -1) decimals++;
    }
  }
  const isNumber = end > start && end - start <= DIGITS_MAX && decimals !== 0;
  // Both are whole and exact, so that the quotient is the double nearest to what was written.
  return isNumber ? digits / 10 ** Math.max(decimals, 0) : NaN;
}
