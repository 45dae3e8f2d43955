import { problemWords } from '../functions/webhook/domain/english.ts';
import { parseFleetFile } from '../local/fleet-file.ts';
import type { FleetInstance } from '../local/fleet-file.ts';
import { readJsonFile } from './rows-file.ts';
import { Refusal } from './refusal.ts';

/** The instances of a `--fleet FILE`; every mistake in it is told at once. */
export async function readFleetFile(path: string): Promise<readonly FleetInstance[]> {
  const { instances, problems } = parseFleetFile(await readJsonFile(path));
  if (problems.length === 0) return instances;
  throw new Refusal(`${path} has mistakes:\n  ${problems.map(problemWords).join('\n  ')}`);
}
