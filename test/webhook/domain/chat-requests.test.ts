import { describe, expect, it } from 'vitest';
import { mayChange, oneLine } from '../../../functions/webhook/domain/chat-line.ts';
import { readJandi } from '../../../functions/webhook/domain/jandi-request.ts';
import { readSlack } from '../../../functions/webhook/domain/slack-request.ts';

describe("JANDI's outgoing webhook", () => {
  it.each([
    ['the keyword is left out', { text: '/서버 Development status', keyword: '서버' }, 'Development status'],
    ['and need not be said again', { text: '/서버 Development status' }, 'Development status'],
    ['nor be composed alike', { text: `/${'서버'.normalize('NFD')} list`, keyword: '서버' }, 'list'],
    ['nor have its slash', { text: '서버 list', keyword: '서버' }, 'list'],
    ['a keyword alone asks nothing', { text: '/서버', keyword: '서버' }, ''],
    ['a name like the keyword stays', { text: '/서버 서버 status', keyword: '서버' }, '서버 status'],
    ['a line without keyword stays', { text: 'list', keyword: '서버' }, 'list'],
    ['blanks are one', { text: ' /서버\t Development\n\nstatus ', keyword: '서버' }, 'Development status'],
    ['`data` is not needed, nor believed', { text: '/서버 list', keyword: '서버', data: 'help' }, 'list'],
  ])('%s', (_rule, body, text) => {
    expect(readJandi(body)).toMatchObject({ text });
  });

  it.each([
    [{ text: '/서버 list', keyword: '서버' }, '서버'],
    [{ text: '/서버 list' }, '서버'],
    [{ text: 'list', keyword: '서버' }, '서버'],
    [{ text: `/${'서버'.normalize('NFD')} list` }, '서버'],
    [{ text: 'list' }, undefined],
    [{ text: '/// list' }, undefined],
  ])('says what its lines begin with: %j', (body, keyword) => expect(readJandi(body)?.keyword).toBe(keyword));

  it.each([
    [{ writerName: '민아', writerEmail: 'mina@example.com' }, '민아 (mina@example.com)'],
    [{ writerName: '민아' }, '민아'],
    [{ writerEmail: 'mina@example.com' }, 'mina@example.com'],
    [{ writerName: 7, writerEmail: null }, 'JANDI'],
    [{}, 'JANDI'],
    [{ writerName: 'mina\n\u0000\u001b[31m' }, 'mina [31m'],
  ])('names who wrote: %j', (writer, name) => {
    expect(readJandi({ text: '/서버 list', ...writer })?.author.name).toBe(name);
  });
});

it('does not take a name that somebody chose for the address or id of another', () => {
  const forged = readJandi({ text: '/서버 list', writerName: 'mina@example.com', writerEmail: 'eve@example.com' });
  expect(forged && mayChange(forged.author, ['mina@example.com'])).toBe(false);
  const slack = readSlack('command=%2Fcurfew&text=list&user_id=U0EVE00000&user_name=u0mina0000');
  expect(slack?.kind === 'command' && mayChange(slack.line.author, ['U0MINA0000'])).toBe(false);
});

describe("Slack's form", () => {
  it('says which command was typed', () => {
    expect(readSlack('command=%2Fcurfew&text=list')).toMatchObject({ line: { keyword: 'curfew' } });
    expect(readSlack('text=list')).not.toHaveProperty('line.keyword');
  });

  it('unescapes what Slack escaped, once', () => {
    const text = 'R&amp;D status &lt;now&gt; &amp;lt; &quot;';
    expect(readSlack(new URLSearchParams({ text }).toString())).toMatchObject({
      line: { text: 'R&D status <now> &lt; &quot;' },
    });
  });

  it.each([
    [{ user_id: 'U1', user_name: 'mina' }, 'mina', ['U1', 'mina']],
    [{ user_id: 'U1' }, 'U1', ['U1', '']],
    [{}, 'Slack', ['', '']],
  ])('names who typed: %j', (user, name, knownAs) => {
    const fields: Record<string, string> = { text: 'list', ...user };
    expect(readSlack(new URLSearchParams(fields).toString())).toMatchObject({ line: { author: { name, knownAs } } });
  });

  it.each([
    [{ id: 'U1', username: 'mina', name: 'other' }, 'mina'],
    [{ id: 'U1', name: 'mina' }, 'mina'],
    [{ id: 'U1' }, 'U1'],
    [undefined, 'Slack'],
  ])('names who pressed: %j', (user, name) => {
    const payload = { type: 'block_actions', user, actions: [{ value: '{"command":"list"}' }] };
    const asked = readSlack(new URLSearchParams({ payload: JSON.stringify(payload) }).toString());
    expect(asked).toMatchObject({ kind: 'button', line: { author: { name } } });
  });

  it.each([['soon'], [17], [''], [undefined]])('takes a button shown for %j as shown for no stop', (shownFor) => {
    const value = JSON.stringify({ command: 'list', shownFor });
    const payload = JSON.stringify({ type: 'block_actions', actions: [{ value }] });
    const asked = readSlack(new URLSearchParams({ payload }).toString());
    expect(asked).toMatchObject({ kind: 'button', line: { text: 'list' } });
    expect(asked).not.toHaveProperty('line.shownFor');
  });
});

describe('text from outside', () => {
  it.each([
    ['  a \u0000\r\n b\t', 'a b'],
    ['a\ud800b', 'a\ufffdb'],
    ['👩‍💻', '👩‍💻'],
    ['개발', '개발'],
  ])('%j becomes one line, %j', (text, line) => {
    expect(oneLine(text)).toBe(line);
  });

  it('is cut between characters', () => {
    expect(oneLine('👍'.repeat(101))).toBe('👍'.repeat(100));
  });
});
