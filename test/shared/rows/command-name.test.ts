import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandNames } from '../../../functions/shared/rows/command-name.ts';
import { fold } from '../../../functions/shared/rows/spelling.ts';
import { readCommand } from '../../../functions/webhook/domain/commands/read-command.ts';

const GENERATED = [
  'status',
  'extend 1h',
  'exception set 2026-11-20 stop None',
  'force_stop',
  'force_start 2h',
  'release',
];
const read = (line: string, names: readonly string[]) => readCommand(line, { names, todayOf: () => 20_000 });

describe('the name of a schedule in commands', () => {
  it.each([
    ['Dev', ['Dev', 'Ops'], 'Dev'],
    ['Dev', ['Dev', 'Dev force_stop'], '"Dev"'],
    ['Dev Team', ['Dev', 'Dev Team'], 'Dev Team'],
    ['Ops "A"', ['Ops "A"', 'Ops "A" extend'], `'Ops "A"'`],
  ])('of %s among %j is %s', (name, names, expected) => {
    expect(commandNames(names)(name)).toBe(expected);
  });

  it('is read back as that schedule, whatever the others are called', () => {
    const word = fc.constantFrom(
      'Dev',
      'dev',
      'Team',
      'extend',
      '1h',
      'force_stop',
      'status',
      '2',
      "O'Brien",
      '"A"',
      '개발',
      '중지',
    );
    const name = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));
    const names = fc.uniqueArray(name, { minLength: 1, maxLength: 6, selector: fold });
    fc.assert(
      fc.property(names, fc.constantFrom(...GENERATED), (all, command) => {
        for (const one of all) {
          const line = `${commandNames(all)(one)} ${command}`;
          expect(read(line, all), line).toMatchObject({ kind: 'command', schedule: one });
        }
      }),
      { numRuns: 500 },
    );
  });
});
