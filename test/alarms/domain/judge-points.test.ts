import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgePoints, type Judging, type Point, type Verdict } from '../../../functions/alarms/domain/judge-points.ts';

interface Vector {
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly points: string;
  readonly treatMissingData: Judging['missingData'];
  readonly state?: string;
  readonly stateIsNot?: string;
}

const { cases } = JSON.parse(readFileSync('test/vectors/alarm-missing-data.json', 'utf8')) as { cases: Vector[] };

const POINTS: Readonly<Record<string, Point>> = { X: 'breaching', '0': 'fine', '-': 'missing' };
const STATES: Readonly<Record<Verdict, string>> = {
  alarm: 'ALARM',
  ok: 'OK',
  'insufficient-data': 'INSUFFICIENT_DATA',
  retain: 'RETAIN',
};

const judge = (written: string, judging: Judging): string =>
  STATES[
    judgePoints(
      [...written].map((letter) => POINTS[letter] ?? 'missing'),
      judging,
    )
  ];

describe('judgePoints', () => {
  it.each(cases)(
    "decides as CloudWatch's tables: $points, $datapointsToAlarm of $evaluationPeriods, $treatMissingData",
    ({ points, treatMissingData, state, stateIsNot, ...judging }) => {
      const judged = judge(points, { ...judging, missingData: treatMissingData });
      if (state !== undefined) expect(judged).toBe(state);
      else expect(judged).not.toBe(stateIsNot);
    },
  );

  const judgings = fc
    .record({
      evaluationPeriods: fc.integer({ min: 1, max: 6 }),
      datapointsToAlarm: fc.integer({ min: 1, max: 6 }),
      missingData: fc.constantFrom('missing', 'ignore', 'breaching', 'notBreaching' as const),
    })
    .map((one) => ({ ...one, datapointsToAlarm: Math.min(one.datapointsToAlarm, one.evaluationPeriods) }));
  const letters = (judging: Judging, from: string) =>
    fc.string({
      unit: fc.constantFrom(...from),
      minLength: judging.evaluationPeriods + 2,
      maxLength: judging.evaluationPeriods + 2,
    });

  it('asks no policy where no data is missing', () => {
    const ranges = judgings.chain((judging) => fc.tuple(fc.constant(judging), letters(judging, 'X0')));
    fc.assert(
      fc.property(ranges, ([judging, points]) => {
        const breaching = [...points.slice(-judging.evaluationPeriods)].filter((letter) => letter === 'X').length;
        expect(judge(points, judging)).toBe(breaching >= judging.datapointsToAlarm ? 'ALARM' : 'OK');
      }),
    );
  });

  it('never alarms without a breaching point, but where missing data is said to breach', () => {
    const ranges = judgings.chain((judging) => fc.tuple(fc.constant(judging), letters(judging, '0-')));
    fc.assert(
      fc.property(ranges, ([judging, points]) => {
        if (judging.missingData !== 'breaching') expect(judge(points, judging)).not.toBe('ALARM');
      }),
    );
  });
});
