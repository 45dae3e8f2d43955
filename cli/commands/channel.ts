import { Command } from 'commander';
import { shown } from '../../functions/shared/rows/attributes.ts';
import type { SsmChannels } from '../../functions/webhook/adapters/ssm-channels.ts';
import {
  CHANNEL_KINDS,
  CHANNEL_NAME_RULE,
  isChannelName,
  LANGUAGES,
  WrongChannel,
} from '../../functions/webhook/domain/channel-config.ts';
import type { NamedChannel } from '../../functions/webhook/domain/channel.ts';
import type { HttpPost } from '../../functions/webhook/ports.ts';
import { askHidden, type Ask } from '../ask.ts';
import { columns } from '../columns.ts';
import { expectRight, orderedChannel, type SetOptions } from '../ordered-channel.ts';
import { EXIT, Refusal } from '../refusal.ts';
import { SILENT } from '../silent.ts';
import type { Terminal } from '../terminal.ts';
import { tryChannel } from '../try-channel.ts';
import { withAccount } from '../with-account.ts';

/** What the commands reach besides the account. */
export interface ChannelWorld {
  readonly ask: Ask;
  /** Loaded on first use. */
  readonly http: () => Promise<HttpPost>;
}

const loadHttp: ChannelWorld['http'] = async () => {
  const { HttpsPost } = await import('../../functions/webhook/adapters/https-post.ts');
  return new HttpsPost();
};

export function channelCommand(
  terminal: Terminal,
  exit: (code: number) => void,
  { ask = askHidden(), http = loadHttp }: Partial<ChannelWorld> = {},
): Command {
  return new Command('channel')
    .summary('chat channels: where notices go and commands come from')
    .description('Writes, lists and tries chat channels. They are SSM SecureStrings; no secret is ever printed.')
    .addHelpText('after', '\nExample:\n  curfew channel set default --kind jandi --language ko')
    .addCommand(setCommand(terminal, ask))
    .addCommand(listCommand(terminal))
    .addCommand(testCommand(terminal, exit, http))
    .addCommand(deleteCommand(terminal));
}

function listCommand(terminal: Terminal): Command {
  return new Command('list')
    .summary('every channel, without its secrets')
    .description('Prints the name, kind and language of every channel, and what may be seen and changed from it.')
    .addHelpText('after', '\nExample:\n  curfew channel list')
    .action(() => withChannels(terminal, (channels) => list(channels, terminal)));
}

function testCommand(terminal: Terminal, exit: (code: number) => void, http: ChannelWorld['http']): Command {
  return new Command('test')
    .summary('a message to the channel, now')
    .description(
      'Posts a test message as notices are posted, and says what came back. Exits with 1 if it was not taken.',
    )
    .argument('<name>')
    .addHelpText('after', '\nExample:\n  curfew channel test default')
    .action((name: string) =>
      withChannels(terminal, async (channels) => {
        const { isDelivered, words } = await tryChannel(await existing(channels, name), await http(), terminal.now());
        terminal.print(words);
        if (!isDelivered) exit(EXIT.failed);
      }),
    );
}

function deleteCommand(terminal: Terminal): Command {
  return new Command('delete')
    .summary('forgets a channel')
    .description('Deletes the channel. Notices for it go to the dead-letter queue from then on.')
    .argument('<name>')
    .addHelpText('after', '\nExample:\n  curfew channel delete ops')
    .action((name: string) =>
      withChannels(terminal, async (channels) => {
        const was = isChannelName(name) && (await channels.delete(name));
        terminal.print(was ? `Deleted the channel ${name}.` : `There was no channel ${name}.`);
      }),
    );
}

const NO_KEYWORD =
  "no keyword: notices show commands without what JANDI's outgoing webhook wants before them; to show it: --keyword WORD";

function setCommand(terminal: Terminal, ask: Ask): Command {
  return new Command('set')
    .summary('writes a channel; what is not given stays as it was')
    .description(
      'Writes a channel. What is not given stays as it was. The URL of a new channel is asked for, without showing it, ' +
        'or read from standard input; so is any secret given as -.',
    )
    .argument('<name>', 'as schedules name it in Channels; default is where all go that name none')
    .option('--kind <kind>', CHANNEL_KINDS.join(', '))
    .option('--url <url>', "the incoming webhook's URL; - asks for it")
    .option('--language <language>', LANGUAGES.join(', '))
    .option(
      '--token <token...>',
      "JANDI's outgoing token (two while one is rotated) or Slack's signing secret; - asks, none removes",
    )
    .option(
      '--alert-token <token...>',
      'what Alertmanager and Grafana prove themselves by (two while one is rotated); - asks, none removes',
    )
    .option('--schedules <names>', 'the only schedules seen and changed from here, with commas; none: all')
    .option(
      '--people <ids>',
      'who may change things from here: Slack user ids, JANDI e-mail addresses; none: everybody',
    )
    .option(
      '--keyword <word>',
      "what commands begin with here: the keyword of JANDI's outgoing webhook, the name of Slack's command; none: shown without",
    )
    .addHelpText(
      'after',
      '\nExample:\n  curfew channel set ops --kind slack --language ko --people U024BE7LH,U0G9QF9C6 --token -',
    )
    .action(async (name: string, options: SetOptions) => {
      if (!isChannelName(name)) throw new Refusal(`${shown(name)} cannot name a channel: ${CHANNEL_NAME_RULE}`);
      expectRight(options);
      await withChannels(terminal, (channels) => set(channels, { name, options, terminal, ask }));
    });
}

interface SetRequest {
  readonly name: string;
  readonly options: SetOptions;
  readonly terminal: Terminal;
  readonly ask: Ask;
}

async function set(channels: SsmChannels, { name, options, terminal, ask }: SetRequest): Promise<void> {
  const channel = { ...(await orderedChannel(await stored(channels, name, terminal), options, ask)), name };
  await channels.put(channel);
  terminal.print(columns(cells([channel])));
  if (channel.kind === 'jandi' && channel.keyword === undefined) terminal.complain(NO_KEYWORD);
  terminal.complain(`written; Curfew follows it within a minute. Try it: curfew channel test ${name}`);
}

/** One that cannot be read is as good as none: it is replaced. */
async function stored(channels: SsmChannels, name: string, terminal: Terminal): Promise<NamedChannel | undefined> {
  try {
    return await channels.get(name);
  } catch (error) {
    if (!(error instanceof WrongChannel)) throw error;
    terminal.complain(`${error.message} It is written anew.`);
    return undefined;
  }
}

async function existing(channels: SsmChannels, name: string): Promise<NamedChannel> {
  const channel = await channels.get(name).catch((error: unknown) => {
    throw error instanceof WrongChannel ? new Refusal(error.message, EXIT.failed) : error;
  });
  if (channel === undefined) throw new Refusal(`there is no channel ${name}; curfew channel list says which there are`);
  return channel;
}

async function list(channels: SsmChannels, terminal: Terminal): Promise<void> {
  const found: NamedChannel[] = [];
  for (const name of await channels.names()) {
    try {
      const channel = await channels.get(name);
      if (channel !== undefined) found.push(channel);
    } catch (error) {
      if (!(error instanceof WrongChannel)) throw error;
      terminal.complain(error.message);
    }
  }
  if (found.length > 0) return terminal.print(columns(cells(found)));
  terminal.print('There are no channels. To make one: curfew channel set default --kind jandi --language ko');
}

const cells = (channels: readonly NamedChannel[]): readonly (readonly string[])[] => [
  ['NAME', 'KIND', 'LANGUAGE', 'TOKENS', 'ALERT TOKENS', 'KEYWORD', 'SCHEDULES', 'PEOPLE'],
  ...channels.map(({ name, kind, language, tokens, alertTokens = [], keyword, schedules, people }) => [
    ...[
      name,
      kind,
      language,
      String(tokens.length),
      String(alertTokens.length),
      keyword === undefined ? 'none' : `/${keyword}`,
    ],
    ...[schedules.join(', ') || 'all', people.join(', ') || 'everybody'],
  ]),
];

/** Runs `use` with the channels of the AWS environment. Their SDK is imported only now: most commands do without. */
const withChannels = (terminal: Terminal, use: (channels: SsmChannels) => Promise<void>): Promise<void> =>
  withAccount(terminal, async () => {
    const { ssmClient } = await import('../../functions/shared/secret/adapters/ssm.ts');
    const { SsmChannels } = await import('../../functions/webhook/adapters/ssm-channels.ts');
    const client = ssmClient({ logger: SILENT });
    try {
      await use(new SsmChannels({ client, now: terminal.now }));
    } finally {
      client.destroy();
    }
  });
