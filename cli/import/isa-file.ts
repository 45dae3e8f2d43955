import { isMap, shown } from '../../functions/shared/rows/attributes.ts';
import type { Item } from '../../functions/shared/rows/schedule.ts';
import { Refusal } from '../refusal.ts';
import { readJsonFile } from '../rows-file.ts';
import { plainItem } from './dynamodb-json.ts';
import { textOf } from '../text-of.ts';
import type { Finding } from './finding.ts';
import { settingFindings } from './isa-settings.ts';
import { scannedItems } from './jandi-export.ts';

/** What Instance Scheduler's configuration says, fields in its table's spelling. */
export interface IsaConfig {
  readonly schedules: readonly Item[];
  readonly periods: ReadonlyMap<string, Item>;
  /** Zone of schedules that name none; only older versions keep it in the table. */
  readonly defaultTimeZone: string | undefined;
  /** The tag by which instances name their schedule. */
  readonly tagName: string;
  /** Items that are neither a schedule nor a period, and the scheduler's own settings. */
  readonly lost: readonly Finding[];
}

const DEFAULT_TAG = 'Schedule';

/** Reads `aws dynamodb scan` of the configuration table, or what `scheduler-cli describe-schedules` and `describe-periods` printed. */
export async function readIsaFiles(paths: readonly string[]): Promise<IsaConfig> {
  const items: Item[] = [];
  for (const path of paths) items.push(...itemsIn(path, await readJsonFile(path)));
  const ofType = (type: string): Item[] =>
    items.filter((item) => item['type'] === type && typeof item['name'] === 'string');
  const [config] = items.filter((item) => item['type'] === 'config');
  const known = new Set([...ofType('schedule'), ...ofType('period'), ...(config ? [config] : [])]);
  return {
    schedules: ofType('schedule'),
    periods: new Map(ofType('period').map((item) => [textOf(item['name']), item])),
    defaultTimeZone: text(config?.['default_timezone']),
    tagName: text(config?.['tagname']) ?? DEFAULT_TAG,
    lost: [...(config ? settingFindings(config) : []), ...items.filter((item) => !known.has(item)).map(lostItem)],
  };
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

function itemsIn(path: string, content: unknown): readonly Item[] {
  if (isMap(content) && 'Items' in content) return scannedItems(path, content).map((item) => spelt(plainItem(item)));
  const { Schedules: schedules, Periods: periods } = isMap(content) ? content : {};
  const lists = [schedules, periods].filter((list) => list !== undefined);
  if (lists.length === 0 || !lists.every((list) => Array.isArray(list) && list.every(isMap)))
    throw refusal(path, content);
  const typed = (list: unknown, type: string): Item[] =>
    ((list ?? []) as Item[]).map((item) => ({ ...spelt(item), type }));
  return [...typed(schedules, 'schedule'), ...typed(periods, 'period')];
}

/** The command line prints `StopNewInstances` for the table's `stop_new_instances`. */
const spelt = (item: Item): Item =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [snakeCase(name), value]));

const snakeCase = (name: string): string => name.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => `_${letter}`).toLowerCase();

function refusal(path: string, content: unknown): Refusal {
  const isTemplate = isMap(content) && 'Resources' in content;
  const hint = isTemplate ? '; schedules of a CloudFormation template are in the configuration table too' : '';
  return new Refusal(
    `${path} is no configuration of Instance Scheduler; expected what aws dynamodb scan prints of its configuration table, ` +
      `or what scheduler-cli describe-schedules and describe-periods print${hint}`,
  );
}

const lostItem = (item: Item): Finding => ({
  ...{
    effect: 'lost',
    row: `${textOf(item['type'] ?? 'item')} ${textOf(item['name'] ?? '')}`.trim(),
    attribute: 'type',
  },
  got: shown(item['type']),
  before: '',
  now: 'not carried over; expected a schedule or a period with a name',
});
