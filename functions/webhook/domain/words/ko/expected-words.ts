/**
 * What a row's attribute should have been, in Korean, by its English words. `{0}`, `{1}` stand for what varies, in the
 * order of the English; what stands there is looked up as well.
 */
const PHRASES: readonly (readonly [english: string, korean: string])[] = [
  ['true or false', 'true 또는 false'],
  ['start or stop', 'start 또는 stop'],
  ['a whole number from {0} to {1}: {2}', '{0}부터 {1}까지의 정수 ({2})'],
  ['a number: {0}, as at Heroku', '숫자 {0} (Heroku와 같아요)'],
  ['a number: {0}', '숫자 ({0})'],
  ['a time from {0} to {1} such as {2}, or None', '{0}부터 {1}까지의 시각(예: {2}) 또는 None'],
  ['a time such as {0}, or None', '시각(예: {0}) 또는 None'],
  ['a date such as {0}', '날짜 (예: {0})'],
  ['{0}, if that is meant: {1} is not read', '{0} ({1} 속성은 읽지 않아요)'],
  ['did you mean {0}?', '혹시 {0}인가요?'],

  ['the name of a schedule such as {0}', '스케줄 이름 (예: {0})'],
  [
    'the ScheduleName of a row in Schedule, letter by letter',
    'Schedule 테이블에 있는 ScheduleName과 한 글자도 다르지 않은 이름',
  ],
  [
    'one row of this name, not {0}: delete or rename the others',
    '이 이름으로는 한 행만 (지금 {0}개). 나머지는 지우거나 이름을 바꿔 주세요',
  ],
  [
    'a name that does not begin with {0}, which is for holiday calendars',
    '{0} 없이 시작하는 이름 (휴일 달력만 그렇게 시작해요)',
  ],
  ["the value of the instances' ScheduleName tag, such as {0}", '인스턴스의 ScheduleName 태그 값 (예: {0})'],
  ["the value of the instances' ScheduleGroupName tag, such as {0}", '인스턴스의 ScheduleGroupName 태그 값 (예: {0})'],
  ['names of chat channels such as {0}', '채팅 채널 이름 (예: {0})'],
  ['at most {0} groups', '그룹 {0}개까지'],
  ['at most {0} metrics', '지표 {0}개까지'],
  ['at most {0} rules', '규칙 {0}개까지'],
  ['at most {0}, each of up to {1} letters', '최대 {0}개, 이름은 각각 {1}자까지'],
  [
    'minutes of notice before a stop such as 10, or 0 for no warning',
    '중지하기 몇 분 전에 알릴지, 예: 10. 알리지 않으려면 0',
  ],
  ['the name of a holiday calendar such as {0}', '휴일 달력 이름 (예: {0})'],
  [
    'ForceStart or ForceStop, not both: set one to false',
    'ForceStart와 ForceStop 중 하나만. 다른 하나는 false로 바꿔 주세요',
  ],
  [
    'nothing beside Periods: remove {0}, or remove Periods',
    'Periods와 함께 쓰지 않아요. {0} 또는 Periods를 지워 주세요',
  ],
  ['a list of maps such as {0}', '맵의 목록 (예: {0})'],
  ['a time other than StartTime; for a whole day type {0}', 'StartTime과 다른 시각. 하루 종일이라면 {0}'],
  [
    'all, weekdays, weekends, or days such as mon,wed,fri or mon-thu or mon#2 (second Monday) or friL (last Friday)',
    'all, weekdays, weekends 또는 요일 (예: mon,wed,fri / mon-thu / 둘째 월요일 mon#2 / 마지막 금요일 friL)',
  ],
  [
    'days of the month such as 1,15-20 or L (the last) or L-3 or 15W (the weekday nearest the 15th)',
    '날짜 (예: 1,15-20 / 말일 L / 말일 3일 전 L-3 / 15일에서 가장 가까운 평일 15W)',
  ],
  ['months such as {0}', '월 (예: {0})'],
  ['to open on no day set Enabled to false', '아예 쓰지 않으려면 Enabled를 false로 바꿔 주세요'],
  ['{0} is none of these', '{0}: 읽을 수 없는 부분'],
  ['an IANA time zone such as {0} or {1}', 'IANA 시간대 (예: {0}, {1})'],
  ['for {0} type {1}', '{0} 대신 {1}'],

  ['names of groups of the same schedule such as {0}', '같은 스케줄의 그룹 이름 (예: {0})'],
  [
    'minutes until a notice says which instance keeps whom waiting, such as 15',
    '누가 누구를 기다리는지 알릴 때까지의 시간(분), 예: 15',
  ],
  ['EC2 or RDS', 'EC2 또는 RDS'],
  ['{0} is not built yet', '{0} 유형은 아직 지원하지 않아요'],
  [
    'running, or status-ok (both EC2 status checks passed)',
    'running 또는 status-ok (EC2 상태 검사 두 가지를 모두 통과)',
  ],
  [
    'running: RDS has no status checks, so an instance is ready once it serves',
    'running (RDS에는 상태 검사가 없어서, 접속할 수 있으면 준비된 것으로 봐요)',
  ],
  [
    'one row for each group: delete or rename one of the rows {0}',
    '그룹마다 한 행만. {0} 행 중 하나를 지우거나 이름을 바꿔 주세요',
  ],
  ['a group of the same schedule: {0}', '같은 스케줄의 그룹: {0}'],
  ['one of {0}', '{0} 중 하나'],
  ['the other groups (there are none)', '다른 그룹 (지금은 없어요)'],
  [
    'groups that do not wait for each other in a circle: remove one of these dependencies',
    '서로를 돌아가며 기다리지 않는 그룹. 이 의존 관계 중 하나를 지워 주세요',
  ],
  ['an {0} group of the schedule: {1}', '스케줄의 {0} 그룹: {1}'],
  ['no tag: no {0} group has a row', '태그 없음 ({0} 그룹의 행이 없어요)'],
  ['an EC2 or RDS instance with the tag ScheduleName = {0}', 'ScheduleName = {0} 태그가 있는 EC2 또는 RDS 인스턴스'],
  ['there is none {0}', '{0} 없어요'],
  ['here', '여기에는'],
  ['in any target', '어느 대상에도'],

  ['any text that no other exception of the schedule has', '이 스케줄의 다른 예외와 겹치지 않는 값'],
  ['one row for the {0} of {1}: {2} counts, delete {3}', '{1} {0}에는 한 행만. {2} 행을 쓰니 {3} 행은 지워 주세요'],
  ['start', '시작'],
  ['stop', '중지'],
  ['a calendar with holidays to come ({0}): {1}', '앞으로의 휴일이 있는 달력 ({0}): {1}'],
  ['it has none', '휴일이 없어요'],
  ['its last is {0}', '마지막 휴일은 {0}'],
  ['type `{0}`', '`{0}` 명령을 실행해 주세요'],
  [
    'put rows of {0} into ScheduleException with the ScheduleName {1}',
    'ScheduleException에 ScheduleName이 {1}인 {0}년 휴일을 넣어 주세요',
  ],
  ['{0}: there are rows of {1} and none of {2}', '{0} ({1} 행은 있고 {2} 행은 없어요)'],
  ['false, because of {0} on the same instances; or {1}', 'false ({0} 스케줄도 같은 인스턴스를 써요). 아니면 {1}'],
  [
    'no TagValue on which {0} has Enforce; set that to false, or {1}',
    'Enforce를 켠 {0} 스케줄이 쓰지 않는 TagValue. 그 Enforce를 false로 바꾸거나, {1}',
  ],
  ['a TagValue that {0} does not have too: {1}', '{0} 스케줄이 쓰지 않는 TagValue: {1}'],
  [
    'give each its own TagValue, or make them one schedule with several Periods',
    '스케줄마다 다른 TagValue를 쓰거나, Periods가 여럿인 스케줄 하나로 합쳐 주세요',
  ],

  ['the name of the rule such as {0}', '규칙 이름 (예: {0})'],
  ['one row of this name: delete or rename the others', '이 이름으로는 한 행만. 나머지는 지우거나 이름을 바꿔 주세요'],
  [
    'a row that Curfew can read: it met a fault of its own ({0})',
    'Curfew가 읽을 수 있는 행 (Curfew 자체의 오류예요: {0})',
  ],
  ['the ScheduleName of a row in Schedule', 'Schedule 테이블에 있는 ScheduleName'],
  ['the RuleName of another row in AlarmRule', 'AlarmRule 테이블의 다른 행에 있는 RuleName'],
  ['rules without mistakes: mend {0} first', '오류가 없는 규칙. {0} 행을 먼저 고쳐 주세요'],
  ['rules that do not lead back to this one', '돌고 돌아 이 규칙으로 오지 않는 규칙'],
  [
    'All or Any, not both: one may name a rule that is the other',
    'All과 Any 중 하나만. 다른 하나는 규칙을 따로 만들어 이름으로 넣어 주세요',
  ],
  ['names of other rules such as {0}', '다른 규칙의 이름 (예: {0})'],
  ['a name {0}', '{0} 이름'],
  ['as Heroku names apps: a to z, 0 to 9 and -, a letter first', '소문자로 시작하고 소문자, 숫자, -만 쓰는 Heroku 앱'],
  ['cloudwatch, heroku or prometheus', 'cloudwatch, heroku, prometheus 중 하나'],
  ['>, >=, < or <=', '>, >=, <, <= 중 하나'],
  ['{0}, or a percentile such as p95', '{0} 또는 백분위수 (예: p95)'],
  [
    'missing, ignore, breaching, notBreaching or bySchedule',
    'missing, ignore, breaching, notBreaching, bySchedule 중 하나',
  ],
  ['10, 30, or a multiple of 60, as of a CloudWatch alarm', 'CloudWatch 경보처럼 10, 30 또는 60의 배수'],
  ['minutes between reminders such as 240, or 0 for none', '다시 알리는 간격(분), 예: 240. 다시 알리지 않으려면 0'],
  ['minutes after a start in which nothing is said such as 10', '시작한 뒤 알리지 않을 시간(분), 예: 10'],
  ['periods to look at', '살펴볼 기간의 수'],
  ['how many of the EvaluationPeriods have to breach', 'EvaluationPeriods 중 몇 번 넘어야 하는지'],
  ['without EvaluationPeriods it is one: give both', 'EvaluationPeriods가 없으면 하나로 보니 둘 다 적어 주세요'],
  [
    'another name: Curfew itself watches each schedule under such a one',
    '다른 이름 (Curfew가 스케줄을 살필 때 쓰는 이름이에요)',
  ],
  ['the value from which it is a warning such as {0}', '경고로 볼 값 (예: {0})'],
  ['the value from which it is critical such as {0}', '위험으로 볼 값 (예: {0})'],
  [
    'a number in Critical or Warning, or in both: without one nothing can alarm',
    'Critical이나 Warning 또는 둘 다에 숫자. 하나도 없으면 알릴 수 없어요',
  ],
  ['a number {0} Warning ({1}): critical is the worse of the two', 'Warning({1})보다 {0} 숫자 (Critical이 더 나쁜 값)'],
  ['above', '큰'],
  ['below', '작은'],
  [
    'the schedule that says when data may be missing, because TreatMissingData is bySchedule',
    '데이터가 없어도 되는 때를 알려 주는 스케줄 (TreatMissingData가 bySchedule이라서)',
  ],
  [
    'the schedule whose instances the rule is for, because ForEachInstance is true',
    '규칙이 살필 인스턴스의 스케줄 (ForEachInstance가 true라서)',
  ],
  [
    'false: only CloudWatch metrics have the id of an instance in their Dimensions',
    'false (인스턴스 ID를 Dimensions에 담는 것은 CloudWatch 지표뿐이에요)',
  ],
  ['the namespace of a CloudWatch metric such as {0}', 'CloudWatch 지표의 네임스페이스 (예: {0})'],
  ['the name of a CloudWatch metric such as {0}', 'CloudWatch 지표의 이름 (예: {0})'],
  ['nothing, or a unit of CloudWatch such as {0}, {1} or {2}', '비워 두거나 CloudWatch 단위 (예: {0}, {1}, {2})'],
  ['a map of names and values such as {0}', '이름과 값의 맵 (예: {0})'],
  ['a map of names and metrics such as {0}', '이름과 지표의 맵 (예: {0})'],
  ['metric math over the names in Metrics such as {0}', 'Metrics에 있는 이름으로 쓴 계산식 (예: {0})'],
  [
    'one series of the names in Metrics, without SEARCH or METRICS',
    'SEARCH와 METRICS 없이 Metrics의 이름으로 된 계열 하나',
  ],
  ['names of Metrics ({0}), and functions in capitals', 'Metrics의 이름({0})과 대문자로 쓴 함수'],
  ['{0} is neither', '{0}: 둘 다 아니에요'],
  ['names of small letters, digits and _, a letter first', '영문 소문자로 시작하고 소문자, 숫자, _로 된 이름'],
  ['{0} is none', '{0}: 쓸 수 없는 이름'],
  ['the name under which `curfew drain set` knows the app', '`curfew drain set`으로 등록한 앱 이름'],
  ['a process type such as {0} or {1}', '프로세스 유형 (예: {0}, {1})'],
  ['an H or R code such as {0}', 'H 또는 R 코드 (예: {0})'],
  ['the H or R code to count such as {0}', '셀 H 또는 R 코드 (예: {0})'],
  ['{0} or more', '{0} 이상'],
  ['{0} to {1}', '{0}~{1}'],
  ['nothing: {0} has its own', '없음 ({0} 자체의 값을 써요)'],
  ['the address of a Prometheus server such as {0}', 'Prometheus 서버 주소 (예: {0})'],
  ['PromQL that gives one series such as {0}', '계열 하나를 내는 PromQL (예: {0})'],
];

const PATTERNS = PHRASES.map(([english, korean]) => ({ korean, pattern: patternOf(english) }));

/** `expected` of a row's problem in Korean; what is not known stays as it is. */
export function expectedWords(expected: string): string {
  const whole = phrase(expected);
  if (whole !== undefined) return whole;
  // A remark on what was typed stands behind the last semicolon.
  const cut = expected.lastIndexOf('; ');
  if (cut < 0) return expected;
  return `${expectedWords(expected.slice(0, cut))}. ${expectedWords(expected.slice(cut + 2))}`;
}

function phrase(english: string): string | undefined {
  for (const { korean, pattern } of PATTERNS) {
    const [matched, ...varying] = pattern.exec(english) ?? [];
    if (matched === undefined) continue;
    return korean.replace(/\{(\d)\}/g, (_mark, place: string) => expectedWords(varying[Number(place)] ?? ''));
  }
  return undefined;
}

function patternOf(english: string): RegExp {
  const fixed = english.split(/\{\d\}/).map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${fixed.join('((?:(?!; ).)+?)')}$`, 'su');
}
