import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Outlives a run, not an `npm ci`. */
const CACHE = resolve(import.meta.dirname, '../../node_modules/.cache/debian');

/** A command line without what the program is told. */
export interface Program {
  readonly command: string;
  readonly options: readonly string[];
}

/** A package of Debian, unpacked and not installed: nothing of the machine is changed. */
export interface DebianPackage {
  /** Holds `usr/bin` and so on. */
  readonly root: string;
  /** Runs it where it is. */
  readonly program: (name: string) => string;
  /** Runs it with `root` for `/`, where it finds its own files in the places that were compiled into it. */
  readonly programInRoot: (name: string) => Program;
}

/** Gets a package by apt, which as root brings its lists up to date where they are empty; a reason where it cannot be had, or run. */
export function debianPackage(name: string): DebianPackage | { readonly missing: string } {
  const root = join(CACHE, name);
  const program = (own: string) => join(root, 'usr/bin', own);
  const programInRoot = (own: string): Program => {
    const chroot = [root, `/usr/bin/${own}`];
    return isSuperuser
      ? { command: 'chroot', options: chroot }
      : { command: 'unshare', options: ['-r', 'chroot', ...chroot] };
  };
  try {
    if (!existsSync(root)) unpack(name, root);
    const { command, options } = programInRoot(name);
    run(command, [...options, '--version']);
    return { root, program, programInRoot };
  } catch (error) {
    const missing = `Debian's package ${name} cannot be had or run: ${String(error).split('\n')[0]}`;
    process.stderr.write(`Skipped: ${missing}\n`);
    return { missing };
  }
}

const isSuperuser = process.getuid?.() === 0;

function unpack(name: string, root: string): void {
  const folder = `${root}.part`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'tmp'), { recursive: true });
  download(name, folder);
  const archive = readdirSync(folder).find((file) => file.endsWith('.deb')) ?? '';
  run('dpkg-deb', ['-x', archive, '.'], folder);
  // The machine's own libraries, for a program that has `root` for `/`.
  const libraries = execFileSync('ldd', [join(folder, 'usr/bin', name)], { encoding: 'utf8' }).matchAll(/\/lib\S+/g);
  for (const [library] of libraries) {
    mkdirSync(join(folder, dirname(library)), { recursive: true });
    copyFileSync(library, join(folder, library));
  }
  renameSync(folder, root);
}

function download(name: string, folder: string): void {
  try {
    run('apt-get', ['download', '-qq', name], folder);
  } catch (error) {
    if (!isSuperuser) throw error;
    run('apt-get', ['update', '-qq'], folder);
    run('apt-get', ['download', '-qq', name], folder);
  }
}

const run = (command: string, options: readonly string[], cwd?: string): void =>
  void execFileSync(command, options, { cwd, stdio: ['ignore', 'ignore', 'pipe'], timeout: 120_000 });
