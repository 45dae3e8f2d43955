import { describe, expect, it } from 'vitest';
import { proveSlack, REPLAY_MS, slackSignature } from '../../../functions/webhook/domain/slack-signature.ts';

// Slack's own example: https://docs.slack.dev/authentication/verifying-requests-from-slack/
const SECRET = '8f742231b10e8888abcd99yyyzzz85a5';
const TIMESTAMP = '1531420618';
const SIGNATURE = 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503';
const BODY =
  'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar' +
  '&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com' +
  '%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
const SIGNED_AT = Number(TIMESTAMP) * 1_000;

function prove(given: { timestamp?: string; signature?: string; body?: Uint8Array; secrets?: string[]; now?: number }) {
  const {
    timestamp = TIMESTAMP,
    signature = SIGNATURE,
    body = Buffer.from(BODY),
    secrets = [SECRET],
    now = SIGNED_AT,
  } = given;
  const headers = { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': signature };
  return proveSlack({ method: 'POST', path: '/chat/ops', headers, body }, secrets, now);
}

const refused = (because: string) => ({ kind: 'refused', because });
const proven = { kind: 'proven', signature: SIGNATURE };

describe("Slack's signature", () => {
  it("is that of Slack's published example", () => {
    expect(slackSignature(SECRET, TIMESTAMP, Buffer.from(BODY))).toBe(SIGNATURE);
    expect(prove({})).toEqual(proven);
  });

  it('is of bytes, whatever they say', () => {
    const body = Buffer.from([0xff, 0x00, 0xfe]);
    const signature = slackSignature(SECRET, TIMESTAMP, body);
    expect(prove({ body, signature })).toEqual({ kind: 'proven', signature });
    // As text the two would be one.
    expect(prove({ body: Buffer.from([0xfe, 0x00, 0xff]), signature })).toEqual(refused('wrong-proof'));
  });

  it.each([
    [-301, 'stale'],
    [-300, undefined],
    [0, undefined],
    [300, undefined],
    [301, 'stale'],
  ])('%i s after its timestamp is %s', (seconds, because) => {
    expect(prove({ now: SIGNED_AT + seconds * 1_000 })).toEqual(because === undefined ? proven : refused(because));
  });

  it('belongs to its timestamp', () => {
    expect(prove({ timestamp: String(Number(TIMESTAMP) + 1) })).toEqual(refused('wrong-proof'));
  });

  it.each([
    ['any signing secret of the channel', ['other', SECRET], proven],
    ['another secret', ['other'], refused('wrong-proof')],
    ['no secret at all', [], refused('wrong-proof')],
  ])('is compared with %s', (_what, secrets, expected) => {
    expect(prove({ secrets })).toEqual(expected);
  });

  it('is wrong where any character of it is', () => {
    for (let place = 3; place < SIGNATURE.length; place += 1) {
      const wrong = SIGNATURE[place] === '0' ? '1' : '0';
      const signature = SIGNATURE.slice(0, place) + wrong + SIGNATURE.slice(place + 1);
      expect(prove({ signature })).toEqual(refused('wrong-proof'));
    }
  });

  it.each([
    ['', TIMESTAMP],
    [SIGNATURE.toUpperCase(), TIMESTAMP],
    [SIGNATURE.slice(3), TIMESTAMP],
    [SIGNATURE.slice(0, -1), TIMESTAMP],
    [`${SIGNATURE}, ${SIGNATURE}`, TIMESTAMP],
    [SIGNATURE, ''],
    [SIGNATURE, `${TIMESTAMP}.0`],
    [SIGNATURE, `-${TIMESTAMP}`],
    [SIGNATURE, 'NaN'],
  ])('%j at %j has not its form', (signature, timestamp) => {
    expect(prove({ signature, timestamp })).toEqual(refused('no-proof'));
  });

  it('is remembered for 10 minutes: both sides of the window', () => {
    expect(REPLAY_MS).toBe(600_000);
  });
});
