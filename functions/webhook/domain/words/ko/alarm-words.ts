import type { Facts } from '../../facts.ts';
import { withJosa } from '../../josa.ts';
import type { Catalogue, Said } from '../../say.ts';
import { sentence } from '../../sentences.ts';

/** Korean for what the alarms and the heartbeat say. */
export const ALARM_WORDS: Pick<Catalogue, 'alarm' | 'alarm-reminder' | 'alarm-resolved' | 'heartbeat'> = {
  alarm: (facts) => said(facts, '경보'),
  'alarm-reminder': (facts) => said(facts, '경보 계속'),
  'alarm-resolved': (facts) => said(facts, '정상으로 돌아왔어요'),
  heartbeat: (facts) => ({
    title: 'Curfew가 잘 돌고 있어요',
    text: sentence('마지막 실행은', facts.time('tickedAt') ? `${facts.time('tickedAt')}였어요` : '제시간에 끝났어요'),
    lines: [],
  }),
};

function said(facts: Facts, state: string): Said {
  const rule = facts.text('rule') || facts.notice.schedule;
  const [metric, value, threshold] = [facts.text('metric') || rule, facts.text('value'), facts.text('threshold')];
  const limit = threshold && `(기준 ${threshold})`;
  return {
    title: `${state}: ${rule}`,
    text: sentence(
      value ? `${metric} 값이 ${withJosa(value, '이에요/예요')}${limit && ` ${limit}`}` : `${metric}${limit}`,
    ),
    heading: '자세히',
    ...facts.listed('details'),
  };
}
