import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Instant } from '../shared/calendar/instant.ts';
import type { HttpAnswer, HttpRequest } from './domain/http-request.ts';

/** Slack waits 3 s, its own network and Lambda's included. */
const ANSWER_MS = 2_500;
/** From the last look at the instances to the answer. */
export const SAYING_MS = 300;
/** What is left at least to an invocation whose clock is not API Gateway's. */
const LEAST_MS = 500;

/** The request in an event of an HTTP API or a Lambda function URL, which have one form. */
export function requestOf({
  requestContext,
  rawPath,
  headers,
  body = '',
  isBase64Encoded,
}: APIGatewayProxyEventV2): HttpRequest {
  return {
    method: requestContext.http.method.toUpperCase(),
    path: rawPath,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value = '']) => [name.toLowerCase(), value])),
    body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'),
  };
}

/** How long the answer may take from now on: a cold start has used up some of it. */
export function millisecondsLeft({ requestContext }: APIGatewayProxyEventV2, now: Instant): number {
  const left = requestContext.timeEpoch + ANSWER_MS - now;
  return Math.min(Math.max(left, LEAST_MS), ANSWER_MS);
}

export const resultOf = ({ status, headers = {}, body }: HttpAnswer): APIGatewayProxyStructuredResultV2 => ({
  statusCode: status,
  headers: { ...headers },
  body,
});
