import { mutant, type Mutant } from './mutant.ts';

const ALARMS = 'functions/alarms';

/** Rules of the alarms broken, to be caught in worlds of alarms. */
export const ALARM_MUTANTS: readonly Mutant[] = [
  mutant(
    'one breaching period is enough for an alarm',
    `${ALARMS}/domain/judge-points.ts`,
    'if (breaching >= datapointsToAlarm)',
    'if (breaching > 0)',
  ),
  mutant(
    'what is missing is never filled in',
    `${ALARMS}/domain/judge-points.ts`,
    'breaching + filledIn >= datapointsToAlarm',
    'breaching > filledIn',
  ),
  mutant(
    'what an alarm owes is cleared before it is queued',
    `${ALARMS}/evaluate.ts`,
    'await notices.send(saved.owed);\n    await alarms.saveAlarm({ ...saved, owed: [] });',
    'await alarms.saveAlarm({ ...saved, owed: [] });\n    await notices.send(saved.owed);',
  ),
  mutant(
    'an alarm drops what the one before owes',
    `${ALARMS}/domain/rule-turn.ts`,
    'const owed = [...before.owed, ...notices, ...ofFetch];',
    'const owed = [...notices, ...ofFetch];',
  ),
  mutant(
    'a deleted rule is forgotten before its end is queued',
    `${ALARMS}/evaluate.ts`,
    'if (saved.owed.length > 0) await notices.send(saved.owed);\n    await alarms.deleteAlarm(saved);',
    'await alarms.deleteAlarm(saved);\n    if (saved.owed.length > 0) await notices.send(saved.owed);',
  ),
  mutant(
    'a composite takes what nobody knows for fine',
    `${ALARMS}/domain/composite.ts`,
    'if (!isDecided && unknown.length > 0)',
    'if (!isDecided && unknown.length > terms.length)',
  ),
  mutant(
    'values that cannot be read count as missing',
    `${ALARMS}/adapters/cloudwatch-values.ts`,
    "if (code !== 'Complete') {",
    "if (code === 'Forbidden') {",
  ),
  mutant(
    'a wrong row is told at each evaluation',
    `${ALARMS}/domain/turns.ts`,
    'if (before.problemsTold === problemsTold)',
    'if (before.told < 0)',
  ),
].map((mutated) => ({ ...mutated, alarms: true }));
