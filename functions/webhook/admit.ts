import type { Instant } from '../shared/calendar/instant.ts';
import { readAlertGroup, type AlertGroup } from './domain/alerts/alert-group.ts';
import { alertToken } from './domain/alerts/alert-token.ts';
import type { NamedChannel } from './domain/channel.ts';
import type { ChatLine } from './domain/chat-line.ts';
import { addressOf, type HttpRequest, type Refusal } from './domain/http-request.ts';
import { jandiToken, readJandi } from './domain/jandi-request.ts';
import { jsonObject, type JsonObject } from './domain/json.ts';
import { isOneOf } from '../shared/secret/one-of.ts';
import { readSlack } from './domain/slack-request.ts';
import { proveSlack, REPLAY_MS } from './domain/slack-signature.ts';
import type { ChannelStore, ReplayStore } from './ports.ts';

export interface AdmitPorts {
  readonly channels: Pick<ChannelStore, 'get'>;
  readonly replays: ReplayStore;
}

/** What is to be done about a request. */
export type Admission = Refusal | { readonly kind: 'no-question' } | Question | Alerts;

/** Somebody who may speak for the channel asks something. */
export interface Question {
  readonly kind: 'question';
  readonly channel: NamedChannel;
  readonly line: ChatLine;
  readonly from: 'jandi' | 'slack-command' | 'slack-button';
  /** Slack: where an answer may still go when the response is over. */
  readonly responseUrl?: string;
}

/** Alertmanager or Grafana tells a channel something. */
export interface Alerts {
  readonly kind: 'alerts';
  readonly channel: NamedChannel;
  readonly group: AlertGroup;
}

const MALFORMED: Refusal = { kind: 'refused', status: 400, because: 'malformed' };

/**
 * Who asks what. Nothing of a request is believed before it is proved; what is refused before that reads the same for every
 * channel, so that nobody learns which there are. Throws where the channel or the replays cannot be looked up.
 */
export async function admit(ports: AdmitPorts, request: HttpRequest, now: Instant): Promise<Admission> {
  const address = addressOf(request);
  if (address.kind === 'refused') return address;
  if (address.kind === 'health-check') return { kind: 'no-question' };
  if (address.kind === 'alerts') return admitAlerts(await ports.channels.get(address.channelName), request);
  // JANDI's proof is inside its JSON. What Slack signs is a form, and not read before the signature was.
  const json = address.format === 'json' ? jsonObject(textOf(request)) : undefined;
  if (address.format === 'json' && json === undefined) return MALFORMED;
  const channel = await ports.channels.get(address.channelName);
  if (channel?.kind === 'jandi') return admitJandi(channel, json);
  if (channel?.kind === 'slack') return admitSlack(ports.replays, channel, { request, now });
  return unproved('unknown-channel');
}

/** Their proof is a header, so that nothing of a body is read that is not proved. */
function admitAlerts(channel: NamedChannel | undefined, request: HttpRequest): Admission {
  if (channel === undefined) return unproved('unknown-channel');
  const token = alertToken(request.headers);
  if (token === '') return unproved('no-proof');
  if (!isOneOf(token, channel.alertTokens ?? [])) return unproved('wrong-proof');
  const group = readAlertGroup(textOf(request));
  return group === undefined ? MALFORMED : { kind: 'alerts', channel, group };
}

function admitJandi(channel: NamedChannel, json: JsonObject | undefined): Admission {
  if (json === undefined) return unproved('no-proof');
  if (!isOneOf(jandiToken(json), channel.tokens)) return unproved('wrong-proof');
  const line = readJandi(json);
  return line === undefined ? MALFORMED : { kind: 'question', channel, line, from: 'jandi' };
}

async function admitSlack(
  replays: ReplayStore,
  channel: NamedChannel,
  { request, now }: { request: HttpRequest; now: Instant },
): Promise<Admission> {
  const proof = proveSlack(request, channel.tokens, now);
  if (proof.kind === 'refused') return unproved(proof.because);
  if (!(await replays.remember(proof.signature, now + REPLAY_MS))) return unproved('replayed');
  const asked = readSlack(textOf(request));
  if (asked === undefined) return MALFORMED;
  if (asked.kind === 'ssl-check') return { kind: 'no-question' };
  const { kind, line, responseUrl } = asked;
  return { kind: 'question', channel, line, from: `slack-${kind}`, responseUrl };
}

const unproved = (because: (Refusal & { status: 401 })['because']): Refusal => ({
  kind: 'refused',
  status: 401,
  because,
});

const textOf = ({ body }: HttpRequest): string => new TextDecoder().decode(body);
