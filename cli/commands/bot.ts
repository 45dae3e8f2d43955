import { Command, Option } from 'commander';
import { targetFleet } from '../../functions/shared/fleet/adapters/load-target.ts';
import type { Place } from '../../functions/shared/fleet/target.ts';
import type { NoticeQueue } from '../../functions/shared/notice/notice.ts';
import { LANGUAGES } from '../../functions/webhook/domain/channel-config.ts';
import type { NamedChannel } from '../../functions/webhook/domain/channel.ts';
import type { Post } from '../../functions/webhook/domain/post.ts';
import type { Language } from '../../functions/webhook/domain/say.ts';
import type { CommandTarget, SchedulerWaker } from '../../functions/webhook/ports.ts';
import { respondTo } from '../../functions/webhook/respond-to.ts';
import { EXIT } from '../refusal.ts';
import { settingsOf, type SettingsOptions } from '../settings.ts';
import type { AccountTarget } from '../targets.ts';
import type { Terminal } from '../terminal.ts';
import { withAccount } from '../with-account.ts';

interface BotOptions extends SettingsOptions {
  readonly who?: string;
  readonly language: Language;
}

export function botCommand(terminal: Terminal, exit: (code: number) => void): Command {
  return new Command('bot')
    .summary('what a chat would answer, and do')
    .description(
      'Answers a line as in a JANDI topic or a Slack channel, and does what it says. ' +
        'SCHEDULER_QUEUE_URL names the queue that wakes the scheduler, TICK_QUEUE_URLS those of several TARGETS, ' +
        'NOTICE_QUEUE_URL the one that tells the channels.',
    )
    .argument('<line...>', 'the command, such as "Development extend 1h"')
    .option('--who <name>', 'who asks; the user of this machine where not given')
    .addOption(new Option('--language <language>', 'of the answer').choices(LANGUAGES).default('en'))
    .addHelpText(
      'after',
      '\nExits with 1 where it was refused or failed.\n\nExample:\n  curfew bot "Development status"',
    )
    .action(async (words: string[], _, command: Command) =>
      exit(await answer(words.join(' '), command.optsWithGlobals(), terminal)),
    );
}

async function answer(text: string, options: BotOptions, terminal: Terminal): Promise<number> {
  const { zone, warnMinutes } = settingsOf(options, terminal.env);
  const { notices, wakerOf } = await queues(terminal);
  const target = (reached: AccountTarget): CommandTarget => ({
    ...{ id: reached.id, place: reached.place },
    ...{ fleet: targetFleet(reached), waker: wakerOf(reached) },
  });
  const post = await withAccount(
    terminal,
    async ({ rows, exceptions, memory, alarms, targets: [first, ...further] }) => {
      // A chat is told to ask again; what keeps the tables from being read is said here as by every other command.
      await memory.holds();
      return respondTo(
        {
          ...{ rows, exceptions, memory, alarms, notices },
          targets: [target(first), ...further.map(target)],
          settings: { timeZone: zone.name, warnMinutes },
        },
        {
          text,
          who: options.who ?? terminal.env['USER'] ?? 'command line',
          mayChange: true,
          channel: terminalChannel(options.language),
          now: terminal.now(),
        },
      );
    },
  );
  print(post, terminal);
  return post.severity === 'warning' || post.severity === 'error' ? EXIT.failed : EXIT.done;
}

/** A channel without a name is no schedule's: every channel of the schedule is told. */
const terminalChannel = (language: Language): NamedChannel => ({
  ...{ name: '', kind: 'webhook', url: '', language, tokens: [], schedules: [], people: [] },
});

interface Queues {
  readonly notices: NoticeQueue;
  readonly wakerOf: (target: AccountTarget) => SchedulerWaker;
}

/** The queues of the environment; where one is missing, a change says what that means. */
async function queues({ env, complain }: Terminal): Promise<Queues> {
  const [{ sqsClient }, { SqsNotices }, { SqsWaker }] = await Promise.all([
    import('../../functions/shared/notice/adapters/sqs-client.ts'),
    import('../../functions/shared/notice/adapters/sqs-notices.ts'),
    import('../../functions/webhook/adapters/sqs-waker.ts'),
  ]);
  const noticeQueueUrl = env['NOTICE_QUEUE_URL'];
  return {
    notices: noticeQueueUrl
      ? new SqsNotices({ client: sqsClient(), queueUrl: noticeQueueUrl })
      : { send: async () => complain('NOTICE_QUEUE_URL is not set: no channel is told of it') },
    wakerOf: ({ queueUrl, place }) =>
      queueUrl === undefined
        ? { wake: async () => complain(notWoken(place)) }
        : new SqsWaker({ client: sqsClient(), queueUrl }),
  };
}

const notWoken = (place: Place | undefined): string =>
  place === undefined
    ? 'SCHEDULER_QUEUE_URL is not set: the scheduler follows at its next tick'
    : `TICK_QUEUE_URLS names no queue of ${place.name}: its scheduler follows at its next tick`;

function print({ said, severity }: Post, { print, complain, paint }: Terminal): void {
  const details = [said.text, ...said.lines].filter(Boolean).map((line) => `  ${line}`);
  if (severity === 'error') return complain([said.title, ...details].join('\n'));
  const colour = { ok: paint.green, info: paint.cyan, warning: paint.yellow }[severity];
  print([colour(said.title), ...details].join('\n'));
}
