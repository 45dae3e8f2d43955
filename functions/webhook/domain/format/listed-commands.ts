import { typed } from '../keyword.ts';
import type { Post } from '../post.ts';
import type { Style } from './channel-format.ts';
import { actionLabel } from './format-words.ts';

/** For services without buttons: what the reader may write, `Stop now: Development force_stop`, but for what the text says. */
export function listedCommands({ said, actions, keyword }: Post, { detail, language }: Style): string[] {
  return actions
    .filter(({ command }) => !said.text.includes(command))
    .slice(0, detail.actions)
    .map(({ label, command }) => `${actionLabel(label, language)}: ${typed(command, keyword)}`);
}
