import { oneLine, type Author, type ChatLine } from './chat-line.ts';
import { asObject, jsonObject, textIn, type JsonObject } from './json.ts';
import { readKeyword } from './keyword.ts';

/** What Slack asks of an app: a line to answer in the response, a button whose answer goes to `responseUrl`, or a sign of life. */
export type SlackRequest =
  | { readonly kind: 'command'; readonly line: ChatLine; readonly responseUrl: string | undefined }
  | { readonly kind: 'button'; readonly line: ChatLine; readonly responseUrl: string | undefined }
  | { readonly kind: 'ssl-check' };

/** Reads the form of a slash command or of a pressed button; undefined where it is neither. */
export function readSlack(form: string): SlackRequest | undefined {
  const fields = new URLSearchParams(form);
  if (fields.get('ssl_check') === '1') return { kind: 'ssl-check' };
  const payload = fields.get('payload');
  if (payload !== null) return readButton(jsonObject(payload));
  const text = fields.get('text');
  if (text === null) return undefined;
  const author = authorOf({ id: fields.get('user_id'), name: fields.get('user_name') });
  const keyword = readKeyword(fields.get('command') ?? '');
  const line = { text: plain(text), author, ...(keyword !== undefined && { keyword }) };
  return { kind: 'command', line, responseUrl: fields.get('response_url') ?? undefined };
}

/** A button's value as format/slack-buttons.ts writes it. */
function readButton(payload: JsonObject | undefined): SlackRequest | undefined {
  const actions: unknown = payload?.['actions'];
  const action = Array.isArray(actions) ? asObject(actions[0]) : undefined;
  const value = jsonObject(textIn(action, 'value') ?? '');
  const command = textIn(value, 'command');
  if (textIn(payload, 'type') !== 'block_actions' || command === undefined) return undefined;
  const shownFor = Date.parse(textIn(value, 'shownFor') ?? '');
  const line = {
    text: oneLine(command, Infinity),
    author: authorOf(asObject(payload?.['user']) ?? {}),
    ...(!Number.isNaN(shownFor) && { shownFor }),
  };
  return { kind: 'button', line, responseUrl: textIn(payload, 'response_url') };
}

/** Commands call the name `user_name`, buttons `username`; ids never change, names may. */
function authorOf(user: JsonObject): Author {
  const id = oneLine(textIn(user, 'id') ?? '');
  const name = oneLine(textIn(user, 'username') ?? textIn(user, 'name') ?? '');
  // People choose their own names: one that looks like an id proves nothing.
  return { name: name || id || 'Slack', knownAs: [id, /^[uw][a-z0-9]{6,}$/i.test(name) ? '' : name] };
}

const ESCAPED: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/** Slack escapes these three in what was typed. */
const plain = (text: string): string =>
  oneLine(text, Infinity).replaceAll(/&(?:amp|lt|gt);/g, (escaped) => ESCAPED[escaped] ?? escaped);
