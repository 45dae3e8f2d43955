import type { Instant } from '../functions/shared/calendar/instant.ts';
import { ExternalFailure } from '../functions/shared/failure/external-failure.ts';
import type { NamedChannel } from '../functions/webhook/domain/channel.ts';
import { formatPosts } from '../functions/webhook/domain/format/format-post.ts';
import {
  outcomeOf,
  outcomeOfFailure,
  type FinalBecause,
  type Outcome,
} from '../functions/webhook/domain/http-outcome.ts';
import { redact } from '../functions/webhook/domain/redact.ts';
import type { Language, Said } from '../functions/webhook/domain/say.ts';
import type { HttpPost } from '../functions/webhook/ports.ts';

const LONGEST_SAID = 200;

const TEST: Readonly<Record<Language, (name: string) => Said>> = {
  en: (name) => ({
    title: 'Curfew: a test',
    text: `Curfew's notices for the channel ${name} arrive here.`,
    lines: [],
  }),
  ko: (name) => ({ title: 'Curfew 시험 메시지', text: `${name} 채널의 Curfew 알림이 여기로 와요.`, lines: [] }),
};

const FINAL: Readonly<Partial<Record<FinalBecause, string>>> = {
  address: 'its URL is not https to a public host',
  redirected: 'its webhook has moved, and redirects are not followed',
  gone: 'its webhook is gone',
  payload: 'its service does not take the text',
  refused: 'its service refuses it',
};

/** Posts a test message as notices are posted, and says in words what came back. */
export async function tryChannel(
  { name, kind, url, language }: NamedChannel,
  http: HttpPost,
  now: Instant,
): Promise<{ isDelivered: boolean; words: string }> {
  const [message] = formatPosts(kind, [{ said: TEST[language](name), severity: 'ok', actions: [] }], language);
  if (message === undefined) throw new Error('a post without a message');
  try {
    const reply = await http.post({ url, headers: message.headers, body: message.body });
    const outcome = outcomeOf(kind, reply, now);
    const said = `HTTP ${reply.status} ${redact(reply.body, url).slice(0, LONGEST_SAID)}`.trim();
    return { isDelivered: outcome.kind === 'delivered', words: `${verdictOn(outcome)} (${said})` };
  } catch (error) {
    if (!(error instanceof ExternalFailure)) throw error;
    const said = [error.message, error.code].filter(Boolean).join(' ');
    return { isDelivered: false, words: `${verdictOn(outcomeOfFailure(error))} (${said})` };
  }
}

function verdictOn(outcome: Outcome): string {
  if (outcome.kind === 'delivered') return 'Delivered.';
  if (outcome.kind === 'again') return 'Not delivered; Curfew would try again.';
  return `Not delivered: ${FINAL[outcome.because] ?? outcome.because}.`;
}
