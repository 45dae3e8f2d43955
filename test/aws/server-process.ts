import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** A server that somebody else wrote, in a process of its own on loopback. */
export class ServerProcess {
  readonly #child: ChildProcess;
  #output = '';

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  /** Resolves once it writes what says that it serves; rejects with all that it wrote where it ends before. */
  static async start(command: string, options: readonly string[], serves: RegExp): Promise<ServerProcess> {
    const child = spawn(command, options, { stdio: ['ignore', 'pipe', 'pipe'] });
    const server = new ServerProcess(child);
    await new Promise<void>((resolve, reject) => {
      const read = (text: Buffer): void => {
        server.#output += text.toString();
        if (serves.test(server.#output)) resolve();
      };
      for (const stream of [child.stdout, child.stderr]) stream.on('data', read);
      child.once('error', reject);
      child.once('exit', () => reject(new Error(`${command} ended:\n${server.#output}`)));
    });
    return server;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    this.#child.kill();
    await once(this.#child, 'exit');
  }
}

/** A port of loopback that nobody listens on just now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
