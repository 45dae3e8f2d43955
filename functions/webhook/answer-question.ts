import type { Instant } from '../shared/calendar/instant.ts';
import { ExternalFailure } from '../shared/failure/external-failure.ts';
import type { Question } from './admit.ts';
import { ChangeGate } from './change-gate.ts';
import { mayChange } from './domain/chat-line.ts';
import { formatReply, type FormattedPost } from './domain/format/format-post.ts';
import type { HttpAnswer } from './domain/http-request.ts';
import { jsonObject } from './domain/json.ts';
import type { Post } from './domain/post.ts';
import { tooLate } from './domain/too-late.ts';
import { orTimeUp } from './or-time-up.ts';
import type { CommandPorts, HttpPost, RespondTo } from './ports.ts';

export interface AnswerPorts {
  readonly commands: CommandPorts;
  readonly respondTo: RespondTo;
  readonly http: HttpPost;
}

export interface AnswerContext {
  readonly now: Instant;
  /** Aborted when an answer has to be given, whatever it is. */
  readonly timeUp: AbortSignal;
  /** Aborted a little before, when what could not be listed is left out of the answer. */
  readonly lookUntil: AbortSignal;
}

/** A question's answer, and what became of an answer that went to Slack's response_url. */
export interface Answered {
  readonly answer: HttpAnswer;
  /** Undefined where the response itself carries the answer. */
  readonly followUp?: 'posted' | { readonly failed: string };
}

interface Reply {
  readonly post: Post;
  /** A change was made, so the whole channel should see the answer. */
  readonly isForAll: boolean;
  /** Nobody waits for the response any more. */
  readonly isLate: boolean;
}

/** Answers in the response where the service shows it, by response_url where it does not: to a button, and to a command that took long. */
export async function answerQuestion(
  ports: AnswerPorts,
  question: Question,
  context: AnswerContext,
): Promise<Answered> {
  const { channel, from, responseUrl } = question;
  const { post, isForAll, isLate } = await reply(ports, question, context);
  const service = from === 'jandi' ? 'jandi' : 'slack';
  const message = formatReply(service, post, { language: channel.language, inChannel: isForAll });
  if (from === 'jandi' || (from === 'slack-command' && !isLate)) return { answer: { status: 200, ...message } };
  return { answer: { status: 200 }, followUp: await followUp(ports.http, responseUrl, message) };
}

async function reply(
  { commands, respondTo }: AnswerPorts,
  { channel: asStored, line }: Question,
  { now, timeUp, lookUntil }: AnswerContext,
): Promise<Reply> {
  const { text, author, shownFor, keyword = asStored.keyword } = line;
  const channel = keyword === undefined ? asStored : { ...asStored, keyword };
  const gate = new ChangeGate();
  const who = { who: author.name, mayChange: mayChange(author, channel.people) };
  const request = { text, ...who, channel, now, lookUntil, shownFor };
  const work = respondTo(gate.guard(commands), request);
  const post = await orTimeUp(work, timeUp);
  if (post !== 'time-up') return { post, isForAll: gate.hasBegun, isLate: false };
  if (gate.close()) return { post: tooLate(channel.language), isForAll: false, isLate: false };
  return { post: await work, isForAll: true, isLate: true };
}

/** The command has been carried out, so what goes wrong here is told to the log and not to Slack. */
async function followUp(
  http: HttpPost,
  url: string | undefined,
  message: Pick<FormattedPost, 'headers' | 'body'>,
): Promise<Answered['followUp']> {
  if (url === undefined) return { failed: 'there was no response_url' };
  // The message with the button stays: others may press it too.
  const body = JSON.stringify({ ...jsonObject(message.body), replace_original: false });
  try {
    const { status } = await http.post({ url, headers: message.headers, body });
    return status === 200 ? 'posted' : { failed: `HTTP ${status}` };
  } catch (error) {
    if (error instanceof ExternalFailure) return { failed: error.message };
    throw error;
  }
}
