import { expect, it } from 'vitest';
import { visible } from '../../cli/terminal.ts';

it.each([
  {
    what: 'lines, tabs and colours pass',
    text: 'a\tb\n\u{1b}[31mred\u{1b}[39m 개발',
    shown: 'a\tb\n\u{1b}[31mred\u{1b}[39m 개발',
  },
  { what: 'a title for the window', text: '\u{1b}]0;mine\u{7}name', shown: '\u{fffd}]0;mine\u{fffd}name' },
  { what: 'a clearing of the screen', text: 'a\u{1b}[2Jb', shown: 'a\u{fffd}[2Jb' },
  { what: 'one character that begins a sequence, and a return', text: 'a\u{9b}2Jb\rc', shown: 'a\u{fffd}2Jb\u{fffd}c' },
])('what rows write to the terminal: $what', ({ text, shown }) => {
  expect(visible(text)).toBe(shown);
});
