import { randomBytes } from 'node:crypto';
import { Command } from 'commander';
import type { SsmDrains } from '../../functions/alarms/heroku/adapters/ssm-drains.ts';
import { isSecret, SECRET_RULE, withSecret, type Drain } from '../../functions/alarms/heroku/domain/drain.ts';
import { APP_RULE, isAppName } from '../../functions/shared/alarm/heroku-app.ts';
import { askHidden, type Ask } from '../ask.ts';
import { columns } from '../columns.ts';
import { EXIT, Refusal } from '../refusal.ts';
import { SILENT } from '../silent.ts';
import type { Terminal } from '../terminal.ts';
import { withAccount } from '../with-account.ts';

const SECRET_BYTES = 32;

interface SetOptions {
  readonly secret?: string;
  readonly replace?: boolean;
}

export function drainCommand(terminal: Terminal, ask: Ask = askHidden()): Command {
  return new Command('drain')
    .summary('Heroku apps that are watched through their log drains')
    .description('Writes and lists what Heroku apps prove themselves with. Drains are SSM SecureStrings.')
    .addHelpText('after', '\nExample:\n  curfew drain set shop')
    .addCommand(setCommand(terminal, ask))
    .addCommand(listCommand(terminal))
    .addCommand(deleteCommand(terminal));
}

function setCommand(terminal: Terminal, ask: Ask): Command {
  return new Command('set')
    .summary('gives an app a new secret, and prints the line for Heroku once')
    .description(
      'Gives a Heroku app a new secret and prints the command that adds its drain: the secret is not shown again. The secret ' +
        'before still counts, so that it can be rotated; the one before that does not.',
    )
    .argument('<app>', 'the app, as Heroku calls it')
    .option('--secret <secret>', 'instead of a new random one; - asks for it')
    .option('--replace', 'no secret of before counts any more')
    .addHelpText('after', '\nExample:\n  curfew drain set shop')
    .action((app: string, options: SetOptions) =>
      withDrains(terminal, async (drains) => {
        if (!isAppName(app)) throw new Refusal(`${app} is no app; type it ${APP_RULE}`);
        const secret = await chosen(options.secret, ask);
        const address = await drains.address();
        if (address === undefined)
          throw new Refusal(
            'nothing listens to drains in this account and region; deploy the stack first',
            EXIT.failed,
          );
        const before = options.replace === true ? undefined : await stored(drains, app, terminal);
        const drain = withSecret(before, secret);
        await drains.put(app, drain);
        terminal.print(`heroku drains:add ${address.replace('://', `://${app}:${secret}@`)} --app ${app}`);
        terminal.complain('Run this now: it is the only time that the secret is shown.');
        terminal.complain(adviceFor(app, drain));
      }),
    );
}

async function chosen(given: string | undefined, ask: Ask): Promise<string> {
  if (given === undefined) return randomBytes(SECRET_BYTES).toString('base64url');
  const secret = given === '-' ? await ask('Secret') : given;
  if (!isSecret(secret)) throw new Refusal(`that cannot be a secret: type ${SECRET_RULE}`);
  return secret;
}

/** One that cannot be read is as good as none: it is replaced. */
async function stored(drains: SsmDrains, app: string, terminal: Terminal): Promise<Drain | undefined> {
  const drain = (await drains.drains({ freshMs: 0 })).get(app);
  if (drain !== 'unreadable') return drain;
  terminal.complain(`The drain of ${app} cannot be read. It is written anew.`);
  return undefined;
}

const adviceFor = (app: string, { secrets }: Drain): string =>
  secrets.length > 1
    ? `Then remove the old drain at once, or every line counts twice: heroku drains --app ${app}; heroku drains:remove URL --app ${app}`
    : `For memory and load, too: heroku labs:enable log-runtime-metrics --app ${app}; heroku restart --app ${app}`;

function listCommand(terminal: Terminal): Command {
  return new Command('list')
    .summary('every app that may post, without its secrets')
    .description('Prints the apps that have a drain, and how many secrets of each count.')
    .addHelpText('after', '\nExample:\n  curfew drain list')
    .action(() =>
      withDrains(terminal, async (drains) => {
        const rows: string[][] = [];
        for (const [app, drain] of [...(await drains.drains({ freshMs: 0 }))].toSorted()) {
          if (drain === 'unreadable')
            terminal.complain(`The drain of ${app} cannot be read. Write it anew: curfew drain set ${app}`);
          else rows.push([app, String(drain.secrets.length)]);
        }
        if (rows.length > 0) terminal.print(columns([['APP', 'SECRETS'], ...rows]));
        else terminal.print('There are no drains. To make one: curfew drain set APP');
      }),
    );
}

function deleteCommand(terminal: Terminal): Command {
  return new Command('delete')
    .summary('hears an app no more')
    .description('Forgets the secrets of an app. What it posts is refused within a minute; Heroku throws it away.')
    .argument('<app>')
    .addHelpText('after', '\nExample:\n  curfew drain delete shop')
    .action((app: string) =>
      withDrains(terminal, async (drains) => {
        const was = isAppName(app) && (await drains.delete(app));
        terminal.print(was ? `Deleted the drain of ${app}.` : `There was no drain of ${app}.`);
      }),
    );
}

/** Runs `use` with the drains of the AWS environment. Their SDK is imported only now: most commands do without. */
const withDrains = (terminal: Terminal, use: (drains: SsmDrains) => Promise<void>): Promise<void> =>
  withAccount(terminal, async () => {
    const { ssmClient } = await import('../../functions/shared/secret/adapters/ssm.ts');
    const { SsmDrains } = await import('../../functions/alarms/heroku/adapters/ssm-drains.ts');
    const client = ssmClient({ logger: SILENT });
    try {
      await use(new SsmDrains({ client, now: terminal.now }));
    } finally {
      client.destroy();
    }
  });
