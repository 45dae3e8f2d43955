import type { Facts } from '../../facts.ts';
import type { Catalogue, Said } from '../../say.ts';
import { sentence } from '../../sentences.ts';

/** English for what the alarms and the heartbeat say. */
export const ALARM_WORDS: Pick<Catalogue, 'alarm' | 'alarm-reminder' | 'alarm-resolved' | 'heartbeat'> = {
  alarm: (facts) => said(facts, 'ALARM'),
  'alarm-reminder': (facts) => said(facts, 'still ALARM'),
  'alarm-resolved': (facts) => said(facts, 'OK again'),
  heartbeat: (facts) => ({
    title: 'Curfew is running',
    text: sentence('The last tick was', facts.time('tickedAt') ? `at ${facts.time('tickedAt')}` : 'in time'),
    lines: [],
  }),
};

function said(facts: Facts, state: string): Said {
  const rule = facts.text('rule') || facts.notice.schedule;
  return {
    title: `${state}: ${rule}`,
    text: sentence(facts.text('metric') || rule, facts.text('value') && `is ${facts.text('value')}`, limit(facts)),
    heading: 'Details',
    ...facts.listed('details'),
  };
}

function limit(facts: Facts): string {
  const threshold = facts.text('threshold');
  return threshold && `(limit ${threshold})`;
}
