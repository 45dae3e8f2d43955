import { ExternalFailure } from '../shared/failure/external-failure.ts';
import { unreachable } from '../shared/failure/unreachable.ts';
import type { logger } from '../shared/lambda/logger.ts';
import { admit, type AdmitPorts, type Question } from './admit.ts';
import { answerQuestion, type AnswerContext, type AnswerPorts } from './answer-question.ts';
import { WrongChannel } from './domain/channel-config.ts';
import type { HttpAnswer, HttpRequest } from './domain/http-request.ts';
import { orTimeUp } from './or-time-up.ts';

/** What the receiver needs from the world. */
export type ReceivePorts = AdmitPorts & AnswerPorts;

export interface ReceiveContext extends AnswerContext {
  readonly log: Pick<typeof logger, 'info' | 'error'>;
}

const OK: HttpAnswer = { status: 200 };
const UNAVAILABLE: HttpAnswer = { status: 503 };

/**
 * Answers one request from a chat service. What is outside and does not work makes a 503, a bug throws; nothing that somebody sent
 * does either, and nothing of it is logged.
 */
export async function receiveRequest(
  ports: ReceivePorts,
  request: HttpRequest,
  context: ReceiveContext,
): Promise<HttpAnswer> {
  const { log, now, timeUp } = context;
  try {
    const admission = await orTimeUp(admit(ports, request, now), timeUp);
    if (admission === 'time-up') {
      log.error('unavailable', { because: 'the channel or the replays could not be looked up in time' });
      return UNAVAILABLE;
    }
    switch (admission.kind) {
      case 'refused':
        log.info('refused', { status: admission.status, because: admission.because });
        return { status: admission.status, ...('allow' in admission && { headers: { allow: admission.allow } }) };
      case 'no-question':
        return OK;
      case 'question':
        return await answered(ports, admission, context);
      default:
        return unreachable(admission);
    }
  } catch (error) {
    if (!(error instanceof ExternalFailure || error instanceof WrongChannel)) throw error;
    log.error('unavailable', { because: error.message });
    return UNAVAILABLE;
  }
}

async function answered(ports: ReceivePorts, question: Question, context: ReceiveContext): Promise<HttpAnswer> {
  const { answer, followUp } = await answerQuestion(ports, question, context);
  const fields = { channel: question.channel.name, from: question.from };
  if (typeof followUp === 'object') context.log.error('answered in vain', { ...fields, ...followUp });
  else context.log.info('answered', fields);
  return answer;
}
