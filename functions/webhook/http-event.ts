import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Instant } from '../shared/calendar/instant.ts';
import type { HttpEvent } from '../shared/lambda/http-event.ts';
import type { HttpAnswer, HttpRequest } from './domain/http-request.ts';

/** Slack waits 3 s, its own network and Lambda's included. */
const ANSWER_MS = 2_500;
/** From the last look at the instances to the answer. */
export const SAYING_MS = 300;
/** What is left at least to an invocation whose clock is not API Gateway's. */
const LEAST_MS = 500;

/** The request as the domain sees it. */
export const requestOf = ({ method, path, headers, body, isBase64Encoded }: HttpEvent): HttpRequest => ({
  ...{ method, path, headers },
  body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'),
});

/** How long the answer may take from now on: a cold start has used up some of it. */
export function millisecondsLeft({ timeEpoch }: HttpEvent, now: Instant): number {
  const left = timeEpoch + ANSWER_MS - now;
  return Math.min(Math.max(left, LEAST_MS), ANSWER_MS);
}

export const resultOf = ({ status, headers = {}, body }: HttpAnswer): APIGatewayProxyStructuredResultV2 => ({
  statusCode: status,
  headers: { ...headers },
  body,
});
