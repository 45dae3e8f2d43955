import { oneLine, type Author, type ChatLine } from './chat-line.ts';
import { textIn, type JsonObject } from './json.ts';
import { readKeyword, type Keyword } from './keyword.ts';

/** What proves that JANDI sent it; empty where there is none. */
export const jandiToken = (body: JsonObject): string => textIn(body, 'token') ?? '';

/** The line that an outgoing webhook of JANDI carries; undefined where it has no text. Only `text` is needed. */
export function readJandi(body: JsonObject): ChatLine | undefined {
  const text = textIn(body, 'text');
  if (text === undefined) return undefined;
  const { line, keyword } = withoutKeyword(oneLine(text, Infinity), textIn(body, 'keyword') ?? '');
  return { text: line, author: authorOf(body), ...(keyword !== undefined && { keyword }) };
}

/** `/서버 Development status` is `Development status`; a keyword has no blank in it. */
function withoutKeyword(text: string, sent: string): { line: string; keyword: Keyword | undefined } {
  const [first = '', ...rest] = text.split(' ');
  const isKeyword = first.startsWith('/') || first.normalize('NFC') === sent.normalize('NFC');
  return isKeyword ? { line: rest.join(' '), keyword: readKeyword(first) } : { line: text, keyword: readKeyword(sent) };
}

function authorOf(body: JsonObject): Author {
  const name = oneLine(textIn(body, 'writerName') ?? '');
  const email = oneLine(textIn(body, 'writerEmail') ?? '');
  const named = name !== '' && email !== '' ? `${name} (${email})` : name || email;
  // People choose their own names: one that looks like an address proves nothing.
  return { name: named || 'JANDI', knownAs: [name.includes('@') ? '' : name, email] };
}
