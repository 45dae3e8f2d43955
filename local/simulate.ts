import type { Instant } from '../functions/shared/calendar/instant.ts';
import { ALWAYS, type EdgeKind } from '../functions/shared/calendar/timetable.ts';
import type { Notice, NoticeKind, Severity } from '../functions/shared/notice/notice.ts';
import type { RunRecord } from '../functions/shared/store/run-record.ts';
import { sayNotice } from '../functions/webhook/domain/say.ts';
import { World, type WorldOptions } from './world.ts';

/** Everything a simulated fleet went through, in time order; `simulate --json` prints these without `notice`. */
export type SimulationEvent =
  | {
      readonly at: string;
      readonly type: 'call';
      readonly op: string;
      readonly ids: readonly string[];
      readonly error?: string;
    }
  | { readonly at: string; readonly type: 'state'; readonly id: string; readonly state: string }
  | {
      readonly at: string;
      readonly type: 'notice';
      readonly id: string;
      readonly kind: NoticeKind;
      readonly severity: Severity;
      readonly schedule: string;
      /** Title and text, and each detail on a line of its own. */
      readonly text: string;
      readonly notice: Notice;
    };

/** When an edge was settled. */
export interface SettledEdge {
  readonly schedule: string;
  readonly kind: EdgeKind;
  /** The edge's instant, UTC. */
  readonly at: string;
  readonly settledAt: string;
}

export interface SimulationSummary {
  /** Calls that change something, by operation. */
  readonly calls: Readonly<Record<string, number>>;
  readonly settled: readonly SettledEdge[];
  /** What invocations threw, in plain words; empty when all went well. */
  readonly errors: readonly string[];
}

export interface Simulation {
  readonly events: readonly SimulationEvent[];
  readonly summary: SimulationSummary;
}

export interface SimulateOptions extends WorldOptions {
  readonly to: Instant;
  readonly onEvent?: (event: SimulationEvent) => void;
}

/** `2026-11-20T00:30:00Z`: whole seconds, as every JSON of the command line has them. */
const iso = (instant: Instant): string => new Date(instant).toISOString().replace('.000Z', 'Z');

/** Plays `[from, to)` with the scheduler's real code on a simulated fleet, and tells all that happened. */
export async function simulate(options: SimulateOptions): Promise<Simulation> {
  const world = await World.create(options);
  try {
    const recording = record(world, options.onEvent);
    await world.playUntil(options.to);
    const errors = world.errors.map(({ at, error }) => `${iso(at)} ${messageOf(error)}`);
    return { events: recording.events, summary: { ...recording.summary(), errors } };
  } finally {
    await world.close();
  }
}

function record(world: World, onEvent: SimulateOptions['onEvent'] = () => {}) {
  const events: SimulationEvent[] = [];
  const calls: Record<string, number> = {};
  const settled = new Map<string, SettledEdge>();
  const push = (event: SimulationEvent): void => {
    events.push(event);
    onEvent(event);
  };
  const now = (): string => iso(world.clock.now);
  world.fleet.onCall(({ op, ids, error }) => {
    calls[op] = (calls[op] ?? 0) + 1;
    push({ at: now(), type: 'call', op, ids, ...(error !== undefined && { error }) });
  });
  world.fleet.onState(({ id, state }) => push({ at: now(), type: 'state', id, state }));
  world.onNotice((notice) => {
    const { id, kind, severity, schedule } = notice;
    const { title, text, lines } = sayNotice(notice, 'en');
    const whole = [`${title}. ${text}`, ...lines].join('\n');
    push({ at: now(), type: 'notice', id, kind, severity, schedule, text: whole, notice });
  });
  world.onRunSaved((saved) => noteSettled(settled, saved));
  return { events, summary: () => ({ calls, settled: [...settled.values()] }) };
}

function noteSettled(settled: Map<string, SettledEdge>, { scheduleName, number, run }: RunRecord): void {
  if (run?.settledAt === undefined) return;
  const at = run.edge.at === ALWAYS ? run.begunAt : run.edge.at;
  settled.set(`${number} ${scheduleName}`, {
    schedule: scheduleName,
    kind: run.edge.kind,
    at: iso(at),
    settledAt: iso(run.settledAt),
  });
}

function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
