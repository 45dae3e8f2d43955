import { Command, Option } from 'commander';
import { loadAwsFleet } from '../../functions/shared/fleet/adapters/load.ts';
import type { NoticeQueue } from '../../functions/shared/notice/notice.ts';
import { LANGUAGES } from '../../functions/webhook/domain/channel-config.ts';
import type { NamedChannel } from '../../functions/webhook/domain/channel.ts';
import type { Post } from '../../functions/webhook/domain/post.ts';
import type { Language } from '../../functions/webhook/domain/say.ts';
import type { SchedulerWaker } from '../../functions/webhook/ports.ts';
import { respondTo } from '../../functions/webhook/respond-to.ts';
import { EXIT } from '../refusal.ts';
import { settingsOf, type SettingsOptions } from '../settings.ts';
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
        'SCHEDULER_QUEUE_URL names the queue that wakes the scheduler, NOTICE_QUEUE_URL the one that tells the channels.',
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
  const { notices, waker } = await queues(terminal);
  const post = await withAccount(terminal, async ({ rows, exceptions, memory, alarms, targetId }) =>
    respondTo(
      {
        ...{ rows, exceptions, memory, alarms, notices },
        targets: [{ id: targetId, fleet: loadAwsFleet, waker }],
        settings: { timeZone: zone.name, warnMinutes },
      },
      {
        text,
        who: options.who ?? terminal.env['USER'] ?? 'command line',
        mayChange: true,
        channel: terminalChannel(options.language),
        now: terminal.now(),
      },
    ),
  );
  print(post, terminal);
  return post.severity === 'warning' || post.severity === 'error' ? EXIT.failed : EXIT.done;
}

/** A channel without a name is no schedule's: every channel of the schedule is told. */
const terminalChannel = (language: Language): NamedChannel => ({
  ...{ name: '', kind: 'webhook', url: '', language, tokens: [], schedules: [], people: [] },
});

/** The queues of the environment; where one is missing, a change says what that means. */
async function queues({ env, complain }: Terminal): Promise<{ notices: NoticeQueue; waker: SchedulerWaker }> {
  const [{ sqsClient }, { SqsNotices }, { SqsWaker }] = await Promise.all([
    import('../../functions/shared/notice/adapters/sqs-client.ts'),
    import('../../functions/shared/notice/adapters/sqs-notices.ts'),
    import('../../functions/webhook/adapters/sqs-waker.ts'),
  ]);
  const [noticeQueueUrl, schedulerQueueUrl] = [env['NOTICE_QUEUE_URL'], env['SCHEDULER_QUEUE_URL']];
  return {
    notices: noticeQueueUrl
      ? new SqsNotices({ client: sqsClient(), queueUrl: noticeQueueUrl })
      : { send: async () => complain('NOTICE_QUEUE_URL is not set: no channel is told of it') },
    waker: schedulerQueueUrl
      ? new SqsWaker({ client: sqsClient(), queueUrl: schedulerQueueUrl })
      : { wake: async () => complain('SCHEDULER_QUEUE_URL is not set: the scheduler follows at its next tick') },
  };
}

function print({ said, severity }: Post, { print, paint }: Terminal): void {
  const colour = { ok: paint.green, info: paint.cyan, warning: paint.yellow, error: paint.red }[severity];
  print([colour(said.title), ...[said.text, ...said.lines].filter(Boolean).map((line) => `  ${line}`)].join('\n'));
}
