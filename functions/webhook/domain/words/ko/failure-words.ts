import { awsMessage, causeOfFailure, missingRight } from '../../failure-cause.ts';
import type { FailedCall, FailureCause } from '../../failure-cause.ts';
import { withJosa } from '../../josa.ts';

const CAUSES: Readonly<Record<FailureCause, (call: FailedCall) => string>> = {
  throttled: () => 'AWS가 이 계정의 호출을 잠시 받지 않고 있어요',
  denied: (call) => {
    const granted = call.operation === 'list' ? '' : ' ScheduleName 태그가 있는 인스턴스라면';
    return `Curfew에 ${missingRight(call)} 권한이 없어요.${granted} Curfew의 역할에 들어 있는 권한이니, 무엇이 막고 있는지 확인해 주세요`;
  },
  'not-found': () => 'AWS에 더는 없는 서버예요',
  conflict: ({ operation }) => `지금 상태에서는 AWS가 ${ACTS[operation]} 요청을 받지 않아요`,
  'no-capacity': ({ size, zone }) =>
    `AWS ${zone && `${zone}에 `}남은 ${withJosa(size || '이 크기의 서버', '이/가')} 없어요`,
  unsupported: ({ operation }) => `AWS에서 ${ACTS[operation]}할 수 없는 종류의 서버예요`,
  timeout: () => 'AWS가 제때 응답하지 않았어요',
  unavailable: () => 'AWS에 장애가 있어요',
  unexpected: (call) => `AWS가 ${ACTS[call.operation]} 요청을 거절했어요${awsMessage(call) && `: ${awsMessage(call)}`}`,
  'kms-grant-missing': () =>
    '시작하는 도중에 AWS가 다시 중지했어요. 볼륨이 고객 관리형 KMS 키로 암호화되어 있는데 Curfew가 그 키를 쓸 수 없을 때(kms:CreateGrant) ' +
    'EC2가 이렇게 동작해요. cdk.json의 `kmsKeyArns`에 키의 ARN을 넣고 다시 배포해 주세요',
  'kms-key-unusable': () => '스토리지의 KMS 키가 비활성화 또는 삭제되었거나, RDS나 EC2가 쓸 수 없는 키예요',
  quota: ({ size }) =>
    `이 계정의 ${size ? `${size} 계열 서버` : '실행 서버'} 한도를 다 썼어요. Service Quotas에서 늘릴 수 있어요`,
  'volume-quota': () => '이 계정의 EBS 볼륨 한도를 다 썼어요. Service Quotas에서 늘릴 수 있어요',
  'internal-error': ({ operation }) => `${ACTS[operation]}하는 도중에 AWS 내부 오류가 났어요`,
  retirement: () => '기반 하드웨어의 사용 중지 일정에 따라 AWS가 중지했어요',
  'spot-taken-back': () => 'AWS가 스팟 인스턴스를 회수했어요',
  'shut-down-from-inside': () => '시작하는 도중에 서버 안에서 종료됐어요',
  'cannot-hibernate': () => '지금은 최대 절전 모드로 들어갈 수 없어요. Hibernate를 끄면 중지할 수 있어요',
  'not-subscribed': () =>
    '이 계정이 구독하지 않은 소프트웨어를 쓰는 서버예요. AWS Marketplace에서 약관에 동의해 주세요',
  'snapshot-gone': () => '볼륨에 필요한 스냅샷이 없어졌어요',
  'too-few-subnets': () => 'DB 서브넷 그룹이 이제 가용 영역 두 곳을 포함하지 않아요',
  'subnets-gone': () => 'DB 서브넷 그룹이 이제 이 DB의 가용 영역을 포함하지 않아요',
  'authorization-gone': () => '보안 그룹이나 RDS 서비스 역할이 더는 허용하지 않아요',
  'role-denied': () =>
    'AWS가 Curfew를 그 계정에 들여보내지 않았어요. cdk.json에 적은 역할(`roleArn`)이 없거나 Curfew를 신뢰하지 않아요. ' +
    '역할을 만드는 방법은 docs/targets.md에 있어요',
  'fell-back': () => '시작하는 도중에 AWS가 다시 중지했어요',
};

const ACTS: Readonly<Record<FailedCall['operation'], string>> = { start: '시작', stop: '중지', list: '목록 조회' };

/** Why a call failed, and what would help: sentences without the last full stop, for a person who knows AWS only in passing. */
export const explainFailure = (call: FailedCall): string => CAUSES[causeOfFailure(call)](call);
