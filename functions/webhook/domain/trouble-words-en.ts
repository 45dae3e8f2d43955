import type { Problem } from '../../shared/rows/problem.ts';
import { atTime, joined, plural, problemWords, sentence } from './english.ts';
import { explainFailure } from './failure-words-en.ts';
import type { Facts } from './facts.ts';
import type { Catalogue, Said } from './say.ts';

/** English for what went wrong, or is not as somebody meant it. */
export const TROUBLE_WORDS: Pick<Catalogue, 'instance-failed' | 'stuck' | 'skipped' | 'row-error'> = {
  'instance-failed': instanceFailed,
  stuck,
  skipped,
  'row-error': rowError,
};

function instanceFailed(facts: Facts): Said {
  const operation = operationOf(facts);
  if (operation === 'list') return cannotList(facts);
  const instances = facts.list('instances');
  const call = { operation, code: facts.text('code'), message: facts.text('message'), zone: facts.text('zone') };
  const next = facts.time('nextTryAt');
  const first = next ? `at ${next}, then at least ` : '';
  const group = facts.text('group');
  const isOne = facts.count('instances') <= 1;
  const who = isOne ? (instances[0] ?? 'an instance') : plural(facts.count('instances'), 'instance');
  return {
    title: `${facts.notice.schedule}: ${who} did not ${operation}`,
    text: `${explainFailure({ ...call, size: facts.text('size') })}; trying again ${first}every 15 minutes. The others${group && ` of ${group}`} go on without ${isOne ? 'it' : 'them'}.`,
    lines: isOne ? [] : facts.lines('instances'),
  };
}

function cannotList(facts: Facts): Said {
  const type = facts.text('instance');
  const call = {
    operation: 'list',
    code: facts.text('code'),
    message: facts.text('message'),
    size: type,
    zone: '',
  } as const;
  return {
    title: `${facts.notice.schedule}: ${type} instances cannot be listed`,
    text: `${explainFailure(call)}. The others go on; trying again at the next tick.`,
    lines: [],
  };
}

function stuck(facts: Facts): Said {
  const group = facts.text('group') || 'the instances without a group';
  const isStop = operationOf(facts) === 'stop';
  const waiting = facts.list('waiting');
  const minutes = facts.number('minutes');
  return {
    title: `${facts.notice.schedule}: ${group} is slow to ${isStop ? 'stop' : 'start'}`,
    text: joined(
      sentence(
        isStop ? 'Not yet stopped' : 'Not yet ready',
        minutes !== undefined && `after ${plural(minutes, 'minute')}`,
      ),
      waiting.length > 0 && `It keeps ${waiting.join(', ')} waiting.`,
    ),
    lines: facts.lines('instances'),
  };
}

function operationOf(facts: Facts): 'start' | 'stop' | 'list' {
  const operation = facts.text('operation');
  return operation === 'stop' || operation === 'list' ? operation : 'start';
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
  const pairs = facts.lines('skipped');
  return {
    title: `${facts.notice.schedule}: ${plural(facts.count('skipped'), 'instance')} left out`,
    text: 'These carry the tag of the schedule, but cannot be handled as it says. Remove the tag to hear no more of them.',
    lines: pairs.map((pair) => {
      const cut = pair.lastIndexOf('=');
      if (cut < 0) return pair;
      const because = pair.slice(cut + 1);
      return `${pair.slice(0, cut)} ${SKIPPED.get(because) ?? `is left out (${because})`}`;
    }),
  };
}

function rowError(facts: Facts): Said {
  const isLeftAlone = facts.text('leftAlone') === 'true';
  const kind = facts.text('edgeKind');
  const edge = kind && `The ${kind}${atTime(facts.time('edgeAt'))} was not carried out.`;
  return {
    title: `${facts.notice.schedule}: ${isLeftAlone ? 'left alone because of a mistake in its rows' : 'a row needs a look'}`,
    text: joined(
      edge,
      isLeftAlone && 'Nothing is started or stopped until this is put right; other schedules are not affected.',
      !isLeftAlone && !edge && 'The schedule goes on.',
    ),
    lines: facts.lines('problems').map((line) => (line.includes(' | ') ? problemWords(problemOf(line)) : line)),
  };
}

/** The notice's `row | attribute | got | expected`, of which only `got` is free to hold a bar itself. */
function problemOf(line: string): Problem {
  const [row = '', attribute = '', ...rest] = line.split(' | ');
  return { row, attribute, got: rest.slice(0, -1).join(' | '), expected: rest.at(-1) ?? '' };
}
