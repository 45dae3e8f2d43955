import type { Group } from '../fleet/group.ts';
import { MOST_GROUPS, readGroupRow } from './group-row.ts';
import type { GroupRow } from './group-row.ts';
import { nearest } from './nearest.ts';
import type { Problem } from './problem.ts';
import type { Item } from './schedule.ts';

/** The groups of one schedule. */
export interface Groups {
  /** Every group after the groups it depends on; in the order of the rows where that leaves a choice. */
  readonly groups: readonly Group[];
  readonly problems: readonly Problem[];
  readonly advices: readonly Problem[];
}

/** Reads the ScheduleServerGroup rows of one schedule. */
export function readGroups(scheduleName: string, items: readonly Item[]): Groups {
  const rows = items.map((item) => readGroupRow(scheduleName, item));
  const byName = new Map<string, GroupRow>();
  const problems = rows.flatMap((row) => row.problems);
  for (const row of rows) {
    if (row.name === undefined) continue;
    if (byName.has(row.name)) problems.push(duplicate(row, row.name));
    else byName.set(row.name, row);
  }
  if (byName.size > MOST_GROUPS) return { groups: [], problems: [tooMany(scheduleName, byName.size)], advices: [] };
  for (const row of byName.values()) problems.push(...unknownDependencies(row, byName));
  const { ordered, cycles } = inDependencyOrder(byName);
  problems.push(...cycles);
  return { groups: ordered, problems, advices: rows.flatMap((row) => row.advices) };
}

const tooMany = (scheduleName: string, groups: number): Problem => ({
  row: `ScheduleServerGroup ${scheduleName}`,
  attribute: 'GroupName',
  got: `${groups} groups`,
  expected: `at most ${MOST_GROUPS} groups`,
});

const duplicate = ({ label }: GroupRow, name: string): Problem => ({
  row: label,
  attribute: 'GroupName',
  got: name,
  expected: `one row for each group: delete or rename one of the rows ${name}`,
});

function unknownDependencies({ label, group }: GroupRow, byName: ReadonlyMap<string, GroupRow>): Problem[] {
  const unknown = group?.dependsOn.filter((name) => !byName.has(name)) ?? [];
  return unknown.map((name) => {
    const others = [...byName.keys()].filter((other) => other !== group?.name);
    const meant = nearest(name, others);
    const hint = meant === undefined ? `one of ${others.join(', ') || 'the other groups (there are none)'}` : meant;
    return { row: label, attribute: 'Dependency', got: name, expected: `a group of the same schedule: ${hint}` };
  });
}

/** Depth first, so that what a group depends on comes before it. A way that comes back to a group on it is a cycle. */
function inDependencyOrder(byName: ReadonlyMap<string, GroupRow>): { ordered: Group[]; cycles: Problem[] } {
  const ordered = new Set<Group>();
  const cycles: Problem[] = [];
  const visit = (name: string, way: readonly string[]): void => {
    const row = byName.get(name);
    if (row?.group === undefined || ordered.has(row.group)) return;
    if (way.includes(name)) {
      cycles.push(cycle(row, [...way.slice(way.indexOf(name)), name]));
      return;
    }
    for (const dependency of row.group.dependsOn) visit(dependency, [...way, name]);
    ordered.add(row.group);
  };
  for (const name of byName.keys()) visit(name, []);
  return { ordered: [...ordered], cycles };
}

const cycle = ({ label }: GroupRow, way: readonly string[]): Problem => ({
  row: label,
  attribute: 'Dependency',
  got: way.join(' -> '),
  expected: 'groups that do not wait for each other in a circle: remove one of these dependencies',
});
