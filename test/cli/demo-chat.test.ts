import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';

const BIN = new URL('../../cli/curfew.mjs', import.meta.url).pathname;

/** What `npm start -- --chat …` prints when these lines come through a pipe. */
async function chat(options: readonly string[], lines: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [BIN, 'demo', '--chat', ...options], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(lines.map((line) => `${line}\n`).join(''));
  return text(child.stdout);
}

describe('npm start -- --chat', () => {
  it('plays what comes through a pipe, each line after its prompt', async () => {
    const out = await chat(['slack', '--language', 'ko'], ['', '1', '+5m', 'quit', 'never read']);
    const inOrder = [
      'You are mina in a channel of Slack.',
      'Wed 2026-12-23 21:45 KST > \n',
      '▌ Development: 22:00 KST에 중지해요\n',
      '[ 1시간 연장 ]',
      'Wed 2026-12-23 21:50 KST > 1\n',
      '▌ Development: 23:00 KST까지 켜 둬요\n',
      'Wed 2026-12-23 21:50 KST > +5m\n',
      'Wed 2026-12-23 21:55 KST > quit\n',
    ];
    const places = inOrder.map((part) => out.indexOf(part));
    expect(places, out).toEqual(places.toSorted((a, b) => a - b));
    expect(places, out).not.toContain(-1);
    expect(out).not.toContain('never read');
  });

  it('ends where the pipe ends', async () => {
    expect(await chat([], ['list'])).toMatch(/21:45 KST > list\n[^]*Development[^]*21:45 KST > ?\n$/);
  });
});
