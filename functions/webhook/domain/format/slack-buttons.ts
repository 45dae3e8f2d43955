import type { NoticeAction } from '../../../shared/notice/notice.ts';
import type { Post } from '../post.ts';
import type { Language } from '../say.ts';
import type { Style } from './channel-format.ts';
import { cutLine } from './cut.ts';
import { actionLabel, FORMAT_WORDS } from './format-words.ts';
import { escapeSlack, plainText } from './slack-text.ts';

const LABEL_CHARACTERS = 75;
const VALUE_CHARACTERS = 2_000;

/**
 * A post's buttons. The value is `{"command": "Development extend 1h", "shownFor": "2026-11-20T13:00:00.000Z"}`. Slack takes
 * no button with too long a value, or without a label, and with one of those no message at all. `nth` tells the posts of
 * one message apart.
 */
export function slackButtons(post: Post, nth: number, { detail, language }: Style): object[] {
  return post.actions.slice(0, detail.actions).flatMap((action, index) => {
    const text = cutLine(actionLabel(action.label, language), LABEL_CHARACTERS, escapeSlack);
    const value = buttonValue(action, post.shownFor);
    if (text === '' || value.length > VALUE_CHARACTERS) return [];
    const danger = action.label === 'stop-now' && { style: 'danger', confirm: confirmation(language) };
    return [{ type: 'button', text: plainText(text), action_id: `${nth}-${index}`, value, ...danger }];
  });
}

function confirmation(language: Language): object {
  const { title, text, yes, no } = FORMAT_WORDS[language].confirm;
  const [confirm, deny] = [plainText(yes), plainText(no)];
  return { title: plainText(title), text: plainText(text), confirm, deny, style: 'danger' };
}

/** Slack escapes `&`, `<` and `>` on the way back in some places; as JSON's own escapes they pass everywhere. */
function buttonValue({ command }: NoticeAction, shownFor: Post['shownFor']): string {
  const value = { command, ...(shownFor !== undefined && { shownFor: new Date(shownFor).toISOString() }) };
  return JSON.stringify(value).replaceAll(/[&<>]/g, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
