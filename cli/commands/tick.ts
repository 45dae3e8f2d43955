import { Command } from 'commander';
import type { Instant } from '../../functions/shared/calendar/instant.ts';
import { SECOND_MS } from '../../functions/shared/calendar/instant.ts';
import { loadAwsFleet } from '../../functions/shared/fleet/adapters/load.ts';
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
      'Does once what the scheduler does every minute, against the tables and instances of the AWS environment. ' +
        'Notices go to NOTICE_QUEUE_URL; where that is not set, to this terminal only.',
    )
    .option('--dry-run', 'only say what would be done: nothing is written, called or told')
    .option('--at <instant>', 'as if it were this instant')
    .option('--json', '{at, dryRun, calls: [{op, ids, failed}], notices, report, failures}')
    .addHelpText('after', '\nExits with 1 if something failed.\n\nExample:\n  curfew tick --dry-run')
    .action(async (_, command: Command) => exit(await tick(command.optsWithGlobals(), terminal)));
}

async function tick(options: TickOptions, terminal: Terminal): Promise<number> {
  const settings = settingsOf(options, terminal.env);
  const now = options.at === undefined ? terminal.now() : parseWhen('--at', options.at, settings.zone);
  const recording: Recording = { calls: [], notices: [] };
  const report = await withAccount(terminal, async (account) => {
    const real = await portsOf(account, settings, terminal);
    const ports = recorded(options.dryRun ? withoutDoing(real) : real, recording);
    const deadlineAt = terminal.now() + DEADLINE_MS;
    return runTick(ports, {
      now,
      trigger: { kind: 'tick' },
      deadline: { hasPassed: () => terminal.now() > deadlineAt },
    });
  });
  const done: Done = { now, isDry: options.dryRun === true, recording, report };
  if (options.json) terminal.print(JSON.stringify(toJson(done), undefined, 2));
  else printWords(done, settings, terminal);
  for (const failure of report.failures) terminal.complain(`failed: ${failure.message}`);
  return report.failures.length > 0 ? EXIT.failed : EXIT.done;
}

interface Done {
  readonly now: Instant;
  readonly isDry: boolean;
  readonly recording: Recording;
  readonly report: TickReport;
}

async function portsOf(account: Account, { zone, warnMinutes }: Settings, { env }: Terminal): Promise<SchedulerPorts> {
  return {
    rows: account.rows,
    memory: account.memory,
    fleet: loadAwsFleet,
    ...(await queues(env)),
    settings: { targetId: account.targetId, timeZone: zone.name, warnMinutes, tickMinutes: tickMinutesOf(env) },
  };
}

/** The queues of the environment; without them notices are only shown, and nobody is woken. */
async function queues(env: Terminal['env']): Promise<{ notices: NoticeQueue; wakeUps: WakeUps }> {
  const [noticeQueueUrl, schedulerQueueUrl] = [env['NOTICE_QUEUE_URL'], env['SCHEDULER_QUEUE_URL']];
  const nowhere = { send: async (): Promise<void> => undefined };
  if (!noticeQueueUrl && !schedulerQueueUrl) return { notices: nowhere, wakeUps: nowhere };
  const [{ sqsClient }, { SqsNotices }, { SqsWakeUps }] = await Promise.all([
    import('../../functions/shared/notice/adapters/sqs-client.ts'),
    import('../../functions/shared/notice/adapters/sqs-notices.ts'),
    import('../../functions/scheduler/adapters/sqs-wake-ups.ts'),
  ]);
  const client = sqsClient();
  return {
    notices: noticeQueueUrl ? new SqsNotices({ client, queueUrl: noticeQueueUrl }) : nowhere,
    wakeUps: schedulerQueueUrl ? new SqsWakeUps({ client, queueUrl: schedulerQueueUrl }) : nowhere,
  };
}

function tickMinutesOf(env: Terminal['env']): number {
  const minutes = Number(env['TICK_MINUTES'] ?? 1);
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > 60)
    throw new Refusal(`TICK_MINUTES is ${env['TICK_MINUTES']}; type whole minutes, 1 to 60`);
  return minutes;
}

function toJson({ now, isDry, recording, report }: Done): object {
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

function printWords({ now, isDry, recording, report }: Done, settings: Settings, terminal: Terminal): void {
  const { paint, env } = terminal;
  terminal.print(paint.bold(`${isDry ? 'A tick (dry run)' : 'A tick'} at ${localDateTime(now, settings.zone.name)}`));
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
