/** What is read of an event of an HTTP API or a Lambda function URL, which have one form. */
export interface HttpEvent {
  /** In capitals. */
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly isBase64Encoded: boolean;
  /** Unique to the request; empty where none was given. */
  readonly requestId: string;
  /** When it came in, in milliseconds since 1970; 0 where that is not said. */
  readonly timeEpoch: number;
}

/**
 * Never throws: what is missing or of another form reads as empty, so that whatever was sent, or invoked by hand, is refused as any
 * other request. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function readHttpEvent(event: unknown): HttpEvent {
  const { requestContext, rawPath, headers, body, isBase64Encoded } = asObject(event);
  const { http, requestId, timeEpoch } = asObject(requestContext);
  return {
    method: asText(asObject(http)['method']).toUpperCase(),
    path: asText(rawPath),
    headers: Object.fromEntries(
      Object.entries(asObject(headers)).map(([name, value]) => [name.toLowerCase(), asText(value)]),
    ),
    body: asText(body),
    isBase64Encoded: isBase64Encoded === true,
    requestId: asText(requestId),
    timeEpoch: typeof timeEpoch === 'number' ? Math.round(timeEpoch) : 0,
  };
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : '');

const asObject = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
