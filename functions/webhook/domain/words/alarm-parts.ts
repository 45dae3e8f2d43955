import type { Facts } from '../facts.ts';

/** What an alarm was measured by; what a notice does not say is empty or 0. */
export interface Measure {
  readonly value: string;
  /** `>= 90`. */
  readonly limit: string;
  readonly breaching: number;
  readonly periods: number;
  readonly periodSeconds: number;
}

/** As many digits as a person reads. */
const DIGITS = 4;

export const brief = (value: number): string => String(Number(value.toPrecision(DIGITS)));

export function measureOf(facts: Facts): Measure {
  const value = facts.number('value');
  const threshold = facts.text('threshold');
  const [breaching = 0, periods = 0] = facts.text('datapoints').split('/').map(Number);
  return {
    value: value === undefined ? '' : brief(value),
    limit: threshold && [facts.text('comparison'), threshold].filter(Boolean).join(' '),
    breaching,
    periods,
    periodSeconds: facts.number('periodSeconds') ?? 0,
  };
}

/** `RDS`, of the rule `listing:RDS`. */
export const listedType = (facts: Facts): string => facts.text('rule').replace(/^listing:/, '');
