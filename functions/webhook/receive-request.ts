import { ExternalFailure } from '../shared/failure/external-failure.ts';
import { unreachable } from '../shared/failure/unreachable.ts';
import type { logger } from '../shared/lambda/logger.ts';
import { admit, type AdmitPorts, type Alerts, type Question } from './admit.ts';
import { answerQuestion, type AnswerContext, type AnswerPorts } from './answer-question.ts';
import { WrongChannel } from './domain/channel-config.ts';
import type { HttpAnswer, HttpRequest } from './domain/http-request.ts';
import { orTimeUp } from './or-time-up.ts';
import { takeAlerts, type TakeAlertsPorts } from './take-alerts.ts';

/** What the receiver needs from the world. */
export type ReceivePorts = AdmitPorts & AnswerPorts & Pick<TakeAlertsPorts, 'alertGroups'>;

export interface ReceiveContext extends AnswerContext {
  readonly log: Pick<typeof logger, 'info' | 'error'>;
}

const OK: HttpAnswer = { status: 200 };
const UNAVAILABLE: HttpAnswer = { status: 503 };

/**
 * Answers one request from a chat service, or from what sends alerts. What is outside and does not work makes a 503, a bug throws; nothing that somebody sent
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
      case 'alerts':
        return await taken(ports, admission, context);
      default:
        return unreachable(admission);
    }
  } catch (error) {
    if (!(error instanceof ExternalFailure || error instanceof WrongChannel)) throw error;
    log.error('unavailable', { because: error.message });
    return UNAVAILABLE;
  }
}

/** Nobody waits for the answer in a chat, so there is no hurry; without a 200 the sender comes again. */
async function taken(
  { alertGroups, commands }: ReceivePorts,
  { channel: { name: channel }, group }: Alerts,
  { now, log }: ReceiveContext,
): Promise<HttpAnswer> {
  const { notices, settings } = commands;
  const told = await takeAlerts({ alertGroups, notices }, { channel, group }, { timeZone: settings.timeZone, now });
  log.info('took alerts', { channel, alerts: group.alerts.length, notices: told });
  return OK;
}

async function answered(ports: ReceivePorts, question: Question, context: ReceiveContext): Promise<HttpAnswer> {
  const { answer, followUp } = await answerQuestion(ports, question, context);
  const fields = { channel: question.channel.name, from: question.from };
  if (typeof followUp === 'object') context.log.error('answered in vain', { ...fields, ...followUp });
  else context.log.info('answered', fields);
  return answer;
}
