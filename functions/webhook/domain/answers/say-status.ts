import type { Member } from '../../../shared/fleet/member.ts';
import type { Failing, Run } from '../../../shared/store/run-record.ts';
import { keptUntil } from '../commands/coming.ts';
import type { Post } from '../post.ts';
import { joined } from '../sentences.ts';
import type { GroupStatus, StatusAnswer, StatusPlace } from './answer.ts';
import { cut } from './cut.ts';
import type { Count } from './look-words.ts';
import { problemLines } from './problem-lines.ts';
import type { Speech } from './speech.ts';
import { ANSWER_WORDS } from './words.ts';

/** More members than this are counted, and not named. */
const NAMED_MEMBERS = 40;
const NAMED_AWAITED = 5;

/** How a schedule stands: what should be, what is, and what is waited for. */
export function sayStatus(answer: StatusAnswer, speech: Speech): Post {
  const { entry, outlook, coming, places } = answer;
  const { look, change, talk } = ANSWER_WORDS[speech.language];
  const members = places.flatMap(membersIn);
  const isSeen = places.every(({ fleet }) => fleet.unseen.length === 0);
  const shown = worthShowing(places);
  const { hold } = entry.timetable;
  const { held } = outlook;
  const isLeftAlone = entry.problems.length > 0;
  const isSwitchedOff = !entry.timetable.enabled && held === undefined;
  const lines = [
    ...problemLines(entry.problems, speech.language),
    ...(hold !== undefined && held !== undefined ? [look.hold(hold, keptUntil(hold, held, coming), speech)] : []),
    ...shown.flatMap((place) => [
      ...(isLeftAlone ? [] : runLines(place, speech)).map(placed(place)),
      ...place.fleet.unseen.map(look.unseen).map(placed(place)),
    ]),
    ...(isSeen && members.length === 0 ? [look.noInstances(entry.schedule.tagValue)] : []),
  ];
  const text = isLeftAlone
    ? talk.leftAlone(speech.name).text
    : joined(
        isSwitchedOff ? look.leftAsItIs : look.desired(outlook.desired, outlook.latest, speech),
        (!isSwitchedOff || coming.stop !== undefined) && change.outlook(coming, speech),
      );
  const count = isSeen && members.length > 0 ? countOf(members) : undefined;
  const title = isLeftAlone ? talk.leftAlone(speech.name).title : look.statusTitle(count, outlook.desired, speech);
  const { lines: groups, ...leftOut } = cut(
    shown.flatMap((place) => groupLines(place, speech)),
    NAMED_MEMBERS,
    speech.language,
  );
  const said = { title, text, lines: [...lines, ...groups], ...leftOut };
  return { said, severity: isLeftAlone || !isSeen ? 'warning' : 'info', actions: [] };
}

const countOf = (members: readonly Member[]): Count => ({
  up: members.filter(({ phase }) => phase === 'up').length,
  all: members.length,
});

const membersIn = ({ fleet }: StatusPlace): readonly Member[] => fleet.groups.flatMap((group) => group.members);

/** Of several targets those that have the schedule's members, or may have; where none does, its groups all the same. */
function worthShowing(places: readonly StatusPlace[]): readonly StatusPlace[] {
  const some = places.filter((place) => membersIn(place).length > 0 || place.fleet.unseen.length > 0);
  return some.length > 0 ? some : places.slice(0, 1).map((place) => ({ ...place, name: undefined }));
}

/** A line with the target that it is about, where there are several. */
const placed =
  ({ name }: StatusPlace) =>
  (line: string): string =>
    name === undefined ? line : `${name}: ${line}`;

function groupLines(place: StatusPlace, { language }: Speech): string[] {
  const { look } = ANSWER_WORDS[language];
  return place.fleet.groups.flatMap((group) => [
    placed(place)(look.group(group, countOf(group.members))),
    ...group.members.map((member) => `· ${look.member(member)}`),
  ]);
}

/** What the last run did, or whom it waits for and why. */
function runLines({ run, fleet, coming: { stop } }: StatusPlace, speech: Speech): string[] {
  const { look } = ANSWER_WORDS[speech.language];
  if (run === undefined) return [];
  const begun = look.run(run, speech);
  if (run.settledAt !== undefined) return [begun];
  if (stop !== undefined && stop.edge.at <= speech.now) return [begun, look.warningUntil(stop.at, speech)];
  const released = (name: string): boolean => run.groups[name]?.releasedAt !== undefined;
  const waiting = fleet.groups.filter(
    ({ name, members }) => !released(name) && members.length > 0 && !isDone(members, run),
  );
  const awaited = fleet.groups.filter(({ name }) => released(name)).flatMap(({ members }) => undone(members, run));
  return [
    begun,
    ...(awaited.length > 0 ? [look.awaited(cut(awaited.map(label), NAMED_AWAITED, speech.language).lines)] : []),
    ...waiting.flatMap((group) => waitingLine(group, { run, groups: fleet.groups }, speech)),
    ...failingLines(run, speech),
  ];
}

const label = ({ id, name }: Member): string => (name === '' || name === id ? id : `${name} (${id})`);

function undone(members: readonly Member[], { edge }: Run): Member[] {
  const there = edge.kind === 'start' ? 'up' : 'stopped';
  return members.filter(({ phase, skip }) => phase !== there && skip === undefined);
}

const isDone = (members: readonly Member[], run: Run): boolean => undone(members, run).length === 0;

/** A start waits for the groups it depends on, a stop for those that depend on it. */
function waitingLine(
  group: GroupStatus,
  { run, groups }: { readonly run: Run; readonly groups: readonly GroupStatus[] },
  { language }: Speech,
): string[] {
  const before =
    run.edge.kind === 'start'
      ? group.dependsOn
      : groups.filter(({ dependsOn }) => dependsOn.includes(group.name)).map(({ name }) => name);
  return before.length === 0 ? [] : [ANSWER_WORDS[language].look.waitingGroup(group.name, before)];
}

/** Members that failed alike make one line. */
function failingLines(run: Run, speech: Speech): string[] {
  const { look } = ANSWER_WORDS[speech.language];
  const alike = new Map<string, { readonly failing: Failing; readonly ids: string[] }>();
  for (const [id, failing] of Object.entries(run.failing)) {
    const key = JSON.stringify([failing.because, failing.attempts, failing.dueAt]);
    const known = alike.get(key);
    if (known === undefined) alike.set(key, { failing, ids: [id] });
    else known.ids.push(id);
  }
  return [...alike.values()].map(({ failing, ids }) =>
    look.failing(cut(ids, NAMED_AWAITED, speech.language).lines, failing, speech),
  );
}
