import { mutant, noticedBy, type Mutant } from './mutant.ts';

const CALENDAR = 'functions/shared/calendar';
const DOMAIN = 'functions/scheduler/domain';

/** Rules of the calendar broken, and of which edge is due. */
export const CALENDAR_MUTANTS: readonly Mutant[] = [
  mutant(
    'exceptions change nothing',
    `${CALENDAR}/operating-day.ts`,
    'return exception === undefined ? plan',
    'return exception !== null ? plan',
  ),
  mutant(
    'a start that is left out comes all the same',
    `${CALENDAR}/day-exception.ts`,
    "if (start?.minute === 'none') return unopened(plan, stop);",
    "if (start?.minute === 'none') return plan;",
  ),
  noticedBy(
    'test/shared/calendar/exceptions.test.ts',
    mutant(
      'a day that does not open does not stop either',
      `${CALENDAR}/day-exception.ts`,
      'stops: onlyStop === undefined ? [] : [onlyStop]',
      'stops: onlyStop === undefined ? [onlyStop].flatMap(() => []) : []',
    ),
  ),
  mutant(
    'a stop that is left out comes all the same',
    `${CALENDAR}/day-exception.ts`,
    "if (exception.stop?.minute === 'none') {",
    "if (exception.stop?.minute === 'none' && windows.length > 9) {",
  ),
  mutant(
    'holidays are days like others',
    `${CALENDAR}/operating-day.ts`,
    'const isHoliday = holidays.size > 0 &&',
    'const isHoliday = holidays.size < 0 &&',
  ),
  noticedBy(
    'test/scheduler/domain/due.test.ts',
    mutant(
      'an edge that moved hides the next one',
      `${DOMAIN}/due.ts`,
      'return edgesBetween(timetable, from - distance + 1, from).at(-1)?.kind !== last.kind;',
      'return true;',
    ),
  ),
  ...[
    mutant(
      'a stop that was carried out is forgotten when it moves',
      `${DOMAIN}/due.ts`,
      'edge: latest, doneTo: Math.max(run.doneTo ?? 0, run.edge.at)',
      'edge: latest',
    ),
    mutant(
      'an announced stop counts as one that moved',
      `${DOMAIN}/due.ts`,
      '(!isNew(latest, context) && isMoved',
      '(isMoved',
    ),
  ].map((mutated) => noticedBy('test/scenarios/only-stops.test.ts', mutated)),
  noticedBy(
    'test/scenarios/only-starts.test.ts',
    mutant(
      'a start that is moved to a time to come does not come',
      `${DOMAIN}/due.ts`,
      "if (kind === 'start') return run?.startAhead === at;",
      "if (kind === 'start') return run?.startAhead === at + 1;",
    ),
  ),
];
