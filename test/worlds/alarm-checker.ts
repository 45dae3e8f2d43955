import type { Notice } from '../../functions/shared/notice/notice.ts';
import type { Item } from '../../functions/shared/rows/schedule.ts';
import { AlarmOracle } from './alarm-oracle.ts';
import { AlarmStories } from './alarm-stories.ts';
import { Checker } from './checker.ts';
import type { Evaluation } from './happened.ts';
import type { AlarmPlan } from './plan-alarms.ts';
import { fact, type Violation } from './seen.ts';

/** What the queue took of a rule. */
interface Told {
  readonly row: Item;
  isDeleted: boolean;
  /** The level of an alarm that has not ended. */
  open: string | undefined;
  /** The same after the evaluation before, where nothing disturbed that. */
  wasOpen: { readonly level: string | undefined } | undefined;
  isUnread: boolean;
  rowErrors: number;
  /** Undisturbed evaluations in a row in which its values could not be read. */
  unreadFor: number;
}

const UNREAD_TOLD_AFTER = 3;

/** Watches alarms from outside, and holds what is told of them against what was published. */
export class AlarmChecker extends Checker {
  readonly #oracle: AlarmOracle;
  readonly #broken: ReadonlySet<string>;
  readonly #told: ReadonlyMap<string, Told>;
  readonly #heard = new Set<string>();
  readonly #stories = new AlarmStories();
  #last: Evaluation | undefined;

  constructor(plan: AlarmPlan) {
    super(plan);
    const rows = plan.rows.AlarmRule;
    this.#oracle = new AlarmOracle(rows, plan.metrics);
    this.#broken = plan.broken;
    const nothing = {
      isDeleted: false,
      open: undefined,
      wasOpen: undefined,
      isUnread: false,
      rowErrors: 0,
      unreadFor: 0,
    };
    this.#told = new Map(rows.map((row) => [String(row['RuleName']), { row, ...nothing }]));
  }

  override wrote(at: number, table: string, key: string, item: Item | undefined): void {
    super.wrote(at, table, key, item);
    const told = this.#told.get(key);
    if (told === undefined) return;
    told.isDeleted = item === undefined;
    told.unreadFor = 0;
  }

  override queued(at: number, notice: Notice, channel: string): void {
    super.queued(at, notice, channel);
    const told = this.#told.get(String(fact(notice, 'rule')));
    if (told === undefined) return this.#breaks(7, at, `${notice.id} is of no rule`);
    if (this.#isNew(`${notice.id} to ${channel}`)) this.#stories.queued(channel, notice);
    if (this.#isNew(notice.id)) this.#hear(at, notice, told);
  }

  #isNew(heard: string): boolean {
    const isNew = !this.#heard.has(heard);
    this.#heard.add(heard);
    return isNew;
  }

  #hear(at: number, notice: Notice, told: Told): void {
    const because = String(fact(notice, 'because'));
    if (notice.kind === 'row-error') told.rowErrors += 1;
    else if (because === 'deleted') {
      if (told.open === undefined && !told.isUnread) this.#breaks(5, at, `${notice.id} ends nothing`);
      told.open = undefined;
      told.isUnread = false;
    } else if (this.#broken.has(String(told.row['RuleName'])))
      this.#breaks(7, at, `${notice.id} is of a row that is wrong`);
    else if (because.startsWith('fetch')) {
      if (told.isUnread === (because === 'fetch-failed')) this.#breaks(5, at, `${notice.id} was told`);
      told.isUnread = because === 'fetch-failed';
    } else this.#hearAlarm(at, notice, told);
  }

  /** Its beginning and its end take turns, and each was so at its time. */
  #hearAlarm(at: number, notice: Notice, told: Told): void {
    const isEnd = notice.kind === 'alarm-resolved';
    const said = String(fact(notice, isEnd ? 'because' : 'level')).replace('-', ' ');
    const isWorse = told.open === 'warning' && said === 'critical';
    const isFirst = told.open === undefined;
    if (notice.kind === 'alarm' ? !isFirst && !isWorse : isFirst)
      this.#breaks(5, at, `${notice.id} follows on ${told.open ?? 'nothing'}`);
    if (!this.#isSo(notice, said, told)) this.#breaks(4, at, `${notice.id} says ${said}, which was not so`);
    told.open = isEnd ? undefined : said;
  }

  /** Whether a notice says what the series said at its time. */
  #isSo(notice: Notice, said: string, { row, open }: Told): boolean {
    const name = String(row['RuleName']);
    const judged = this.#oracle.judge(name, { at: notice.at, now: notice.at }, open);
    const isAlarm = judged === 'warning' || judged === 'critical';
    const isComposite = row['MetricName'] === undefined;
    if (judged === 'kept') return true;
    switch (notice.kind) {
      case 'alarm':
        // Of a composite the worst rule may have been the one that could not be read.
        return isComposite ? isAlarm : judged === said;
      case 'alarm-reminder':
        // It says what was so last, where nothing can be read.
        if (isComposite || fact(notice, 'unread') !== undefined) return true;
        return row['TreatMissingData'] === 'ignore' ? isAlarm : judged === said;
      default:
        return judged === said;
    }
  }

  override posted(at: number, channel: string, titles: readonly string[]): void {
    super.posted(at, channel, titles);
    for (const title of titles) {
      const wrong = this.#stories.posted(channel, title);
      if (wrong !== undefined) this.#breaks(5, at, wrong);
    }
  }

  /** After an evaluation that nothing disturbed, what was told of each rule is what its series say. */
  evaluated(evaluation: Evaluation): void {
    this.#last = evaluation;
    for (const [name, told] of this.#told) {
      if (evaluation.isUndisturbed && !this.#broken.has(name)) this.#hold(name, told, evaluation);
      told.wasOpen = evaluation.isUndisturbed ? { level: told.open } : undefined;
    }
  }

  #hold(name: string, told: Told, when: Evaluation): void {
    const { open, wasOpen } = told;
    const judged = told.isDeleted ? 'deleted' : this.#oracle.judge(name, when, wasOpen?.level);
    const isAlarm = judged === 'warning' || judged === 'critical';
    // What was critical and is a warning now is not told again; which it is then, only a reminder says.
    const isNear = open !== undefined && (open === 'critical' || isHistoric(told));
    const isTold = isAlarm ? open === judged || isNear : open === undefined;
    const isKept = (open === undefined) === (wasOpen?.level === undefined);
    const isUnknown = wasOpen === undefined && (judged === 'kept' || isHistoric(told));
    if (!isUnknown && !(judged === 'kept' ? isKept : isTold))
      this.#breaks(5, when.at, `${name} is ${judged}, and was last told as ${open ?? 'nothing'}`);
    const isUnread = !told.isDeleted && this.#oracle.isUnread(name, when.at);
    told.unreadFor = isUnread ? told.unreadFor + 1 : 0;
    if (isUnread ? told.unreadFor >= UNREAD_TOLD_AFTER && !told.isUnread : told.isUnread)
      this.#breaks(5, when.at, `that ${name} ${isUnread ? 'cannot' : 'can'} be read was not told`);
  }

  /** To be asked when the world is over: `levels` is what is remembered, by rule. */
  endAlarms(levels: ReadonlyMap<string, string>): void {
    const at = this.plan.to;
    for (const [name, told] of this.#told) {
      const isBroken = this.#broken.has(name);
      if (told.rowErrors !== (isBroken ? 1 : 0))
        this.#breaks(7, at, `that the row of ${name} is wrong was told ${told.rowErrors} times`);
      if (isBroken || this.#last === undefined) continue;
      const judged = told.isDeleted ? 'ok' : this.#oracle.judge(name, this.#last, told.open);
      const level = (levels.get(name) ?? 'ok').replace('insufficient-data', 'no data');
      if (judged !== 'kept' && judged !== level && !isHistoric(told))
        this.#breaks(4, at, `${name} is ${judged}, and is remembered as ${level}`);
    }
    for (const title of this.#stories.lost()) this.#breaks(5, at, `nobody reads ${title}`);
  }

  #breaks(promise: Violation['promise'], at: number, what: string): void {
    this.violations.push({ promise, at, what });
  }
}

/** What it is depends on what it was. */
const isHistoric = ({ row }: Told): boolean => row['TreatMissingData'] === 'ignore';
