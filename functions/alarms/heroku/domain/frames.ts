const SPACE = 0x20;
const ZERO = 0x30;
const NINE = 0x39;
/** Of a count; no body that arrives is longer. */
const DIGITS_MAX = 7;

/**
 * Calls `visit` with both ends of every frame of a body (octet counting, RFC 6587 3.4.1: `<octets> <that many bytes>`). False where
 * the body is not made of whole frames: then the rest of it cannot be told apart, and what was visited should not count.
 */
export function eachFrame(body: Uint8Array, visit: (start: number, end: number) => void): boolean {
  let at = 0;
  while (at < body.length) {
    // A count begins with 1 to 9, so that there is one way to write it and no frame is empty.
    if (body[at] === ZERO) return false;
    const latest = Math.min(at + DIGITS_MAX, body.length);
    let octets = 0;
    let byte = body[at];
    while (at < latest && byte !== undefined && byte >= ZERO && byte <= NINE) {
      octets = octets * 10 + byte - ZERO;
      byte = body[++at];
    }
    const start = at + 1;
    if (octets === 0 || byte !== SPACE || start + octets > body.length) return false;
    visit(start, start + octets);
    at = start + octets;
  }
  return true;
}
