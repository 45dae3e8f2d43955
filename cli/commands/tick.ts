import { Command } from 'commander';
import type { Instant } from '../../functions/shared/calendar/instant.ts';
import { SECOND_MS } from '../../functions/shared/calendar/instant.ts';
import { targetFleet } from '../../functions/shared/fleet/adapters/load-target.ts';
import type { Place } from '../../functions/shared/fleet/target.ts';
import type { Notice, NoticeQueue } from '../../functions/shared/notice/notice.ts';
import type { SchedulerPorts, WakeUps } from '../../functions/scheduler/ports.ts';
import { tick as runTick } from '../../functions/scheduler/tick.ts';
import type { TickReport } from '../../functions/scheduler/tick.ts';
import { plural } from '../../functions/webhook/domain/english.ts';
import { localDateTime } from '../../functions/webhook/domain/local-time.ts';
import { withAccount } from '../with-account.ts';
import type { Account } from '../account.ts';
import { memberLabel } from '../member-words.ts';
import { noticeLines } from '../notice-lines.ts';
import { recorded, withoutDoing } from '../recorded-ports.ts';
import type { RecordedCall, Recording } from '../recorded-ports.ts';
import { EXIT, Refusal } from '../refusal.ts';
import { settingsOf } from '../settings.ts';
import type { Settings, SettingsOptions } from '../settings.ts';
import type { AccountTarget } from '../targets.ts';
import type { Terminal } from '../terminal.ts';
import { isoUtc, parseWhen } from '../when.ts';

interface TickOptions extends SettingsOptions {
  readonly dryRun?: true;
  readonly at?: string;
  readonly json?: true;
}

/** Nothing is called on rows older than this, as in the Lambda. */
const DEADLINE_MS = 20 * SECOND_MS;

export function tickCommand(terminal: Terminal, exit: (code: number) => void): Command {
  return new Command('tick')
    .summary('one run of the scheduler, here and now')
    .description(
      'Does once what the scheduler does every minute, against the tables and instances of the AWS environment, in each of TARGETS. ' +
        'Notices go to NOTICE_QUEUE_URL; where that is not set, to this terminal only.',
    )
    .option('--dry-run', 'only say what would be done: nothing is written, called or told')
    .option('--at <instant>', 'as if it were this instant')
    .option(
      '--json',
      '{at, dryRun, calls: [{op, ids, failed}], notices, report, failures}; with several TARGETS a list of them, each with its target',
    )
    .addHelpText('after', '\nExits with 1 if something failed.\n\nExample:\n  curfew tick --dry-run')
    .action(async (_, command: Command) => exit(await tick(command.optsWithGlobals(), terminal)));
}

async function tick(options: TickOptions, terminal: Terminal): Promise<number> {
  const settings = settingsOf(options, terminal.env);
  const now = options.at === undefined ? terminal.now() : parseWhen('--at', options.at, settings.zone);
  const done = await withAccount(terminal, async (account) => {
    const ticked: Done[] = [];
    for (const target of account.targets) {
      const ports = await portsOf({ account, target }, settings, terminal);
      ticked.push(await tickTarget(ports, { now, isDry: options.dryRun === true }, terminal));
    }
    return ticked;
  });
  if (options.json) terminal.print(JSON.stringify(toJson(done), undefined, 2));
  else for (const one of done) printWords(one, settings, terminal);
  const failures = done.flatMap(({ report }) => report.failures);
  for (const failure of failures) terminal.complain(`failed: ${failure.message}`);
  return failures.length > 0 ? EXIT.failed : EXIT.done;
}

interface Asked {
  readonly now: Instant;
  readonly isDry: boolean;
}

/** One target's tick. */
interface Done extends Asked {
  readonly place: Place | undefined;
  readonly recording: Recording;
  readonly report: TickReport;
}

async function tickTarget(ports: SchedulerPorts, { now, isDry }: Asked, terminal: Terminal): Promise<Done> {
  const recording: Recording = { calls: [], notices: [] };
  const deadlineAt = terminal.now() + DEADLINE_MS;
  const report = await runTick(recorded(isDry ? withoutDoing(ports) : ports, recording), {
    now,
    trigger: { kind: 'tick' },
    deadline: { hasPassed: () => terminal.now() > deadlineAt },
  });
  return { now, isDry, place: ports.settings.place, recording, report };
}

async function portsOf(
  { account, target }: { readonly account: Account; readonly target: AccountTarget },
  { zone, warnMinutes }: Settings,
  { env }: Terminal,
): Promise<SchedulerPorts> {
  const { rows, memory } = account;
  return {
    ...{ rows, memory, fleet: targetFleet(target) },
    ...(await queues(env, target)),
    settings: {
      targetId: target.id,
      ...(target.place && { place: target.place }),
      ...{ timeZone: zone.name, warnMinutes, tickMinutes: tickMinutesOf(env) },
    },
  };
}

/** The queues of the environment; without them notices are only shown, and nobody is woken. */
async function queues(
  env: Terminal['env'],
  { queueUrl }: AccountTarget,
): Promise<{ notices: NoticeQueue; wakeUps: WakeUps }> {
  const noticeQueueUrl = env['NOTICE_QUEUE_URL'];
  const nowhere = { send: async (): Promise<void> => undefined };
  if (!noticeQueueUrl && !queueUrl) return { notices: nowhere, wakeUps: nowhere };
  const [{ sqsClient }, { SqsNotices }, { SqsWakeUps }] = await Promise.all([
    import('../../functions/shared/notice/adapters/sqs-client.ts'),
    import('../../functions/shared/notice/adapters/sqs-notices.ts'),
    import('../../functions/scheduler/adapters/sqs-wake-ups.ts'),
  ]);
  const client = sqsClient();
  return {
    notices: noticeQueueUrl ? new SqsNotices({ client, queueUrl: noticeQueueUrl }) : nowhere,
    wakeUps: queueUrl ? new SqsWakeUps({ client, queueUrl }) : nowhere,
  };
}

function tickMinutesOf(env: Terminal['env']): number {
  const minutes = Number(env['TICK_MINUTES'] ?? 1);
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > 60)
    throw new Refusal(`TICK_MINUTES is ${env['TICK_MINUTES']}; type whole minutes, 1 to 60`);
  return minutes;
}

function toJson(done: readonly Done[]): object {
  const [one, ...more] = done.map(jsonOf);
  return one === undefined || more.length > 0
    ? done.map((target) => ({ target: target.place?.name, ...jsonOf(target) }))
    : one;
}

function jsonOf({ now, isDry, recording, report }: Done): object {
  const { failures, ...counts } = report;
  return {
    at: isoUtc(now),
    dryRun: isDry,
    calls: recording.calls.map((call) => ({
      op: call.op,
      ids: call.members.map(({ id }) => id),
      failed: failedIds(call),
    })),
    notices: recording.notices.map(noticeJson),
    report: counts,
    failures: failures.map(({ message }) => message),
  };
}

/** Instants as everywhere in `--json`: `2026-11-20T00:30:00Z`. */
function noticeJson(notice: Notice): object {
  const facts = notice.facts.map(({ name, value }) => ({
    name,
    value: INSTANT.test(String(value)) ? isoUtc(Date.parse(String(value))) : value,
  }));
  return { ...notice, at: isoUtc(notice.at), facts };
}

/** As notices hold it. */
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

function printWords({ now, isDry, place, recording, report }: Done, settings: Settings, terminal: Terminal): void {
  const { paint, env } = terminal;
  const where = place === undefined ? '' : ` of ${place.name}`;
  const when = localDateTime(now, settings.zone.name);
  terminal.print(paint.bold(`${isDry ? 'A tick (dry run)' : 'A tick'}${where} at ${when}`));
  terminal.print(`${plural(report.schedules, 'schedule')}, ${report.looked} with something to look at`);
  if (recording.calls.length === 0)
    terminal.print(isDry ? 'Nothing would be started or stopped.' : 'Nothing was started or stopped.');
  for (const call of recording.calls) terminal.print(callWords(call, isDry));
  for (const notice of recording.notices) {
    const [title = '', ...details] = noticeLines(notice, paint);
    terminal.print([`${isDry ? 'would tell' : 'told'}: ${title}`, ...details].join('\n'));
  }
  if (recording.notices.length > 0 && !isDry && !env['NOTICE_QUEUE_URL'])
    terminal.complain('NOTICE_QUEUE_URL is not set: what is told above was told here only');
}

function callWords(call: RecordedCall, isDry: boolean): string {
  const verb = { start: isDry ? 'would start' : 'starting', stop: isDry ? 'would stop' : 'stopping' }[call.op];
  const failed = new Set(failedIds(call));
  const labels = call.members.map((member) => `${memberLabel(member)}${failed.has(member.id) ? ' (failed)' : ''}`);
  return `${verb}: ${labels.join(', ')}`;
}

const failedIds = ({ outcomes }: RecordedCall): string[] =>
  outcomes.filter(({ kind }) => kind === 'failed').map(({ id }) => id);
