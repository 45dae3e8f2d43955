import { expect, it } from 'vitest';
import { visible } from '../../cli/terminal.ts';

it.each([
  {
    what: 'lines, tabs and colours pass',
    text: 'a\tb\n\u{1b}[31mred\u{1b}[39m 개발',
    shown: 'a\tb\n\u{1b}[31mred\u{1b}[39m 개발',
  },
  {
    what: 'bold, dim and what ends them pass',
    text: '\u{1b}[1ma\u{1b}[22m\u{1b}[2mb\u{1b}[22m',
    shown: '\u{1b}[1ma\u{1b}[22m\u{1b}[2mb\u{1b}[22m',
  },
  { what: 'a hiding of what follows', text: 'a\u{1b}[8mb\u{1b}[0;8mc', shown: 'a\u{fffd}[8mb\u{fffd}[0;8mc' },
  { what: 'black on black', text: '\u{1b}[30;40ma\u{1b}[38;5;0mb', shown: '\u{fffd}[30;40ma\u{fffd}[38;5;0mb' },
  { what: 'a title for the window', text: '\u{1b}]0;mine\u{7}name', shown: '\u{fffd}]0;mine\u{fffd}name' },
  { what: 'a clearing of the screen', text: 'a\u{1b}[2Jb', shown: 'a\u{fffd}[2Jb' },
  { what: 'one character that begins a sequence, and a return', text: 'a\u{9b}2Jb\rc', shown: 'a\u{fffd}2Jb\u{fffd}c' },
])('what rows write to the terminal: $what', ({ text, shown }) => {
  expect(visible(text)).toBe(shown);
});
