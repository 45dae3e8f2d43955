import type { Facts } from '../../facts.ts';
import { withJosa } from '../../josa.ts';
import { actWord, problemWords, servers } from '../../korean.ts';
import type { Catalogue, Said } from '../../say.ts';
import { joined, sentence } from '../../sentences.ts';
import { failedCallOf, operationOf, problemOf, skippedOf, withoutZone } from '../notice-parts.ts';
import { explainFailure } from './failure-words.ts';

/** Korean for what went wrong, or is not as somebody meant it. */
export const TROUBLE_WORDS: Pick<Catalogue, 'instance-failed' | 'stuck' | 'skipped' | 'row-error'> = {
  'instance-failed': instanceFailed,
  stuck,
  skipped,
  'row-error': rowError,
};

function instanceFailed(facts: Facts): Said {
  const call = failedCallOf(facts);
  if (call.operation === 'list') return cannotList(facts);
  const act = actWord(call.operation);
  const next = facts.time('nextTryAt');
  const retry = `${next && `${next}에 다시 시도하고, 그 뒤로도 `}늦어도 15분마다 다시 시도해요.`;
  const group = facts.text('group');
  const count = facts.count('instances');
  const who = count <= 1 ? withoutZone(facts.list('instances')[0] ?? '서버') : servers(count);
  return {
    title: `${facts.notice.schedule}: ${withJosa(who, '을/를')} ${act}하지 못했어요`,
    text: `${explainFailure(call)}. ${retry} ${group && `${group} 그룹의 `}나머지 서버는 그대로 진행해요.`,
    heading: `${act}하지 못한 서버`,
    ...facts.listed('instances'),
  };
}

function cannotList(facts: Facts): Said {
  const type = facts.text('instance');
  return {
    title: `${facts.notice.schedule}: ${type && `${type} `}서버 목록을 가져오지 못했어요`,
    text: `${explainFailure(failedCallOf(facts))}. 나머지는 그대로 진행하고, 다음 점검 때 다시 시도해요.`,
    lines: [],
  };
}

function stuck(facts: Facts): Said {
  const group = facts.text('group');
  const isStop = operationOf(facts) === 'stop';
  const waiting = facts.text('waiting');
  const minutes = facts.number('minutes');
  const state = isStop ? '아직 중지되지 않았어요' : '아직 준비되지 않았어요';
  return {
    title: `${facts.notice.schedule}: ${group ? `${group} 그룹` : '그룹 없는 서버'}의 ${isStop ? '중지가' : '시작이'} 늦어지고 있어요`,
    text: joined(
      sentence(minutes !== undefined && `${minutes}분이 지났는데`, state),
      waiting && `${withJosa(waiting, '이/가')} 기다리고 있어요.`,
    ),
    heading: isStop ? '아직 중지되지 않은 서버' : '아직 준비되지 않은 서버',
    ...facts.listed('instances'),
  };
}

const SKIPPED: ReadonlyMap<string, string> = new Map([
  ['auto-scaling-group', 'Auto Scaling 그룹에 속해 있어, 중지하면 다른 서버로 교체돼요'],
  ['spot', '중지할 수 없는 유형의 스팟 인스턴스예요'],
  ['instance-store', '루트 볼륨이 인스턴스 스토어라, 중지하면 지워져요'],
  ['read-replica', '읽기 전용 복제본이라 RDS가 중지하지 않아요'],
  ['has-read-replicas', '읽기 전용 복제본의 원본이라 RDS가 중지하지 않아요'],
  ['cluster-member', 'DB 클러스터에 속해 있어, 클러스터 단위로만 중지할 수 있어요'],
  ['sql-server-multi-az', '다중 AZ SQL Server라 RDS가 중지하지 않아요'],
]);

function skipped(facts: Facts): Said {
  const { lines, ...rest } = facts.listed('skipped');
  return {
    title: `${facts.notice.schedule}: ${servers(facts.count('skipped'))}는 제외했어요`,
    text: '스케줄 태그가 있지만 스케줄대로 켜고 끌 수 없는 서버예요. 태그를 지우면 더는 알리지 않아요.',
    heading: '제외한 서버',
    lines: lines.map((pair) => {
      const { instance, because } = skippedOf(pair);
      return because === '' ? pair : `${instance}: ${SKIPPED.get(because) ?? `제외했어요(${because})`}`;
    }),
    ...rest,
  };
}

function rowError(facts: Facts): Said {
  const rule = facts.text('rule');
  if (rule) return ruleError(facts, rule);
  const isLeftAlone = facts.text('leftAlone') === 'true';
  const kind = facts.text('edgeKind');
  const at = facts.time('edgeAt');
  const edge = kind && `${at && `${at} `}${withJosa(actWord(kind), '을/를')} 실행하지 않았어요.`;
  return {
    title: `${facts.notice.schedule}: ${isLeftAlone ? '설정에 오류가 있어 스케줄을 멈춰 두었어요' : '확인이 필요한 설정이 있어요'}`,
    text: joined(
      edge,
      isLeftAlone && '고칠 때까지 아무것도 시작하거나 중지하지 않아요. 다른 스케줄에는 영향이 없어요.',
      !isLeftAlone && !edge && '스케줄은 그대로 진행해요.',
    ),
    ...corrections(facts),
  };
}

const ruleError = (facts: Facts, rule: string): Said => ({
  title: `알람 규칙 ${rule}: 설정에 오류가 있어 빼 두었어요`,
  text: '고칠 때까지 이 규칙은 아무것도 살펴보지 않아요. 다른 규칙에는 영향이 없어요.',
  ...corrections(facts),
});

function corrections(facts: Facts): Pick<Said, 'heading' | 'lines' | 'leftOut'> {
  const { lines, ...rest } = facts.listed('problems');
  const words = lines.map((line) => {
    const problem = problemOf(line);
    return problem === undefined ? line : problemWords(problem);
  });
  return { heading: '고칠 설정', lines: words, ...rest };
}
