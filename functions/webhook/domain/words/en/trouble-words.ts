import { atTime, plural, problemWords } from '../../english.ts';
import type { Facts } from '../../facts.ts';
import type { Catalogue, Said } from '../../say.ts';
import { joined, sentence } from '../../sentences.ts';
import { failedCallOf, operationOf, problemOf, skippedOf, withoutZone } from '../notice-parts.ts';
import { explainFailure } from './failure-words.ts';

/** English for what went wrong, or is not as somebody meant it. */
export const TROUBLE_WORDS: Pick<Catalogue, 'instance-failed' | 'stuck' | 'skipped' | 'row-error'> = {
  'instance-failed': instanceFailed,
  stuck,
  skipped,
  'row-error': rowError,
};

function instanceFailed(facts: Facts): Said {
  const call = failedCallOf(facts);
  if (call.operation === 'list') return cannotList(facts);
  const next = facts.time('nextTryAt');
  const first = next ? `at ${next}, then at least ` : '';
  const group = facts.text('group');
  const count = facts.count('instances');
  const who = count <= 1 ? withoutZone(facts.list('instances')[0] ?? 'an instance') : plural(count, 'instance');
  const others = `The others${group && ` of ${group}`} go on without ${count <= 1 ? 'it' : 'them'}.`;
  return {
    title: `${facts.notice.schedule}: ${who} did not ${call.operation}`,
    text: `${explainFailure(call)}; trying again ${first}every 15 minutes. ${others}`,
    heading: `Did not ${call.operation}`,
    ...facts.listed('instances'),
  };
}

function cannotList(facts: Facts): Said {
  const type = facts.text('instance');
  return {
    title: `${facts.notice.schedule}: ${type && `${type} `}instances cannot be listed`,
    text: `${explainFailure(failedCallOf(facts))}. The others go on; trying again at the next tick.`,
    lines: [],
  };
}

function stuck(facts: Facts): Said {
  const group = facts.text('group') || 'the instances without a group';
  const isStop = operationOf(facts) === 'stop';
  const waiting = facts.text('waiting');
  const minutes = facts.number('minutes');
  const state = isStop ? 'Not yet stopped' : 'Not yet ready';
  return {
    title: `${facts.notice.schedule}: ${group} is slow to ${isStop ? 'stop' : 'start'}`,
    text: joined(
      sentence(state, minutes !== undefined && `after ${plural(minutes, 'minute')}`),
      waiting && `It keeps ${waiting} waiting.`,
    ),
    heading: state,
    ...facts.listed('instances'),
  };
}

const SKIPPED: ReadonlyMap<string, string> = new Map([
  ['auto-scaling-group', 'belongs to an Auto Scaling group, which would replace it'],
  ['spot', 'is a spot instance of a kind that cannot be stopped'],
  ['instance-store', 'has an instance-store root, which a stop would erase'],
  ['read-replica', 'is a read replica, which RDS does not stop'],
  ['has-read-replicas', 'has read replicas, and RDS does not stop their source'],
  ['cluster-member', 'belongs to a DB cluster, which is stopped only as a whole'],
  ['sql-server-multi-az', 'is SQL Server Multi-AZ, which RDS does not stop'],
]);

function skipped(facts: Facts): Said {
  const { lines, ...rest } = facts.listed('skipped');
  return {
    title: `${facts.notice.schedule}: ${plural(facts.count('skipped'), 'instance')} left out`,
    text: 'These carry the tag of the schedule, but cannot be handled as it says. Remove the tag to hear no more of them.',
    heading: 'Left out',
    lines: lines.map((pair) => {
      const { instance, because } = skippedOf(pair);
      return because === '' ? pair : `${instance} ${SKIPPED.get(because) ?? `is left out (${because})`}`;
    }),
    ...rest,
  };
}

function rowError(facts: Facts): Said {
  const isLeftAlone = facts.text('leftAlone') === 'true';
  const rule = facts.text('rule');
  if (rule) return ruleError(facts, rule);
  const kind = facts.text('edgeKind');
  const edge = kind && `The ${kind}${atTime(facts.time('edgeAt'))} was not carried out.`;
  return {
    title: `${facts.notice.schedule}: ${isLeftAlone ? 'left alone because of a mistake in its rows' : 'a row needs a look'}`,
    text: joined(
      edge,
      isLeftAlone && 'Nothing is started or stopped until this is put right; other schedules are not affected.',
      !isLeftAlone && !edge && 'The schedule goes on.',
    ),
    ...corrections(facts),
  };
}

const ruleError = (facts: Facts, rule: string): Said => ({
  title: `The alarm rule ${rule} is left out because of a mistake in its row`,
  text: 'It watches nothing until this is put right; other rules are not affected.',
  ...corrections(facts),
});

function corrections(facts: Facts): Pick<Said, 'heading' | 'lines' | 'leftOut'> {
  const { lines, ...rest } = facts.listed('problems');
  const words = lines.map((line) => {
    const problem = problemOf(line);
    return problem === undefined ? line : problemWords(problem);
  });
  return { heading: 'Please correct', lines: words, ...rest };
}
