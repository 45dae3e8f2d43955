const URL_LIKE = /\b[a-z][a-z0-9+.-]*:\/\/[^\s'"<>]+/gi;
/** Shorter parts give nothing away, and would be found inside ordinary words. */
const SHORTEST_SECRET = 6;

/** A text for people and logs without any URL in it, nor any part of `secretUrl` that would let somebody post. */
export function redact(text: string, secretUrl: string): string {
  return secretsOf(secretUrl).reduce((rest, secret) => rest.replaceAll(secret, '…'), text.replace(URL_LIKE, '…'));
}

function secretsOf(secretUrl: string): readonly string[] {
  if (!URL.canParse(secretUrl)) return [secretUrl].filter((secret) => secret !== '');
  const { pathname, search, username, password } = new URL(secretUrl);
  const parts = [...`${pathname}/${search}`.split(/[/?&=]/), username, password];
  return parts.flatMap((part) => [part, decoded(part)]).filter((part) => part.length >= SHORTEST_SECRET);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
