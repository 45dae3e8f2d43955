import { edgesBetween } from '../functions/shared/calendar/edges.ts';
import { explainDay } from '../functions/shared/calendar/explain-day.ts';
import { SECOND_MS } from '../functions/shared/calendar/instant.ts';
import type { Instant } from '../functions/shared/calendar/instant.ts';
import { formatTimeOfDay } from '../functions/shared/calendar/time-of-day.ts';
import type { Edge, EdgeKind } from '../functions/shared/calendar/timetable.ts';
import type { Notice } from '../functions/shared/notice/notice.ts';
import type { Entry } from '../functions/shared/rows/schedule.ts';
import { duration } from '../functions/webhook/domain/english.ts';
import { sayNotice } from '../functions/webhook/domain/say.ts';
import type { FleetInstance } from '../local/fleet-file.ts';
import type { SimulationEvent } from '../local/simulate.ts';
import { causeWords } from './cause-words.ts';

/** One line of a day told in order. */
export interface Moment {
  readonly at: Instant;
  /** `start`, `stop`: an edge; `kept`: one that would usually come does not; `wave`: a group is called or done. */
  readonly kind: EdgeKind | 'kept' | 'wave' | 'ok' | 'warning' | 'error';
  readonly text: string;
  /** What was told, where the text is only its title. */
  readonly notice?: Notice;
}

export interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

/** A schedule's edges in a span, and the usual ones that an exception or a holiday keeps from happening, with the reason. */
export function edgeMoments({ timetable, schedule }: Entry, { from, to }: Span): Moment[] {
  const edges = edgesBetween(timetable, from, to);
  const usual = edgesBetween({ ...timetable, exceptions: new Map(), holidays: new Map() }, from, to);
  const kept = usual.filter((edge) => !edges.some(({ kind, at }) => kind === edge.kind && at === edge.at));
  const moments = [
    ...edges.map(({ at, kind, cause }): Moment => ({ at, kind, text: `${kind} (${causeWords(cause)})` })),
    ...kept.map((edge): Moment => ({ at: edge.at, kind: 'kept', text: whyKept(edge) })),
  ];
  return moments.filter(({ text }) => text !== '').sort((a, b) => a.at - b.at);

  /** Empty for the stop of a holiday: its start has said it. */
  function whyKept({ kind, at }: Edge): string {
    const { status, exception } = explainDay(timetable, timetable.zone.localDay(at));
    const end = exception?.[kind];
    if (end !== undefined) {
      const moved =
        end.minute === 'none' ? `no ${kind} today` : `the usual ${kind} moves to ${formatTimeOfDay(end.minute)}`;
      return `${moved}: ${end.note ?? 'exception'}${end.by ? ` (${end.by})` : ''}`;
    }
    if (status.kind !== 'holiday' || kind === 'stop') return '';
    return `stays off, because today is a holiday of calendar ${schedule.calendar}: ${status.name}`;
  }
}

/** Where an event of a simulated instance leaves it. */
const DONE_STATES: Readonly<Record<EdgeKind, readonly string[]>> = {
  start: ['running', 'available'],
  stop: ['stopped'],
};

interface Wave {
  readonly kind: EdgeKind;
  readonly calledAt: Instant;
  /** Ids of the instances that are not there yet. */
  readonly open: Set<string>;
}

/** Tells a simulation's events as they come: what the team is told, and each dependency wave from its call to its last instance. */
export class EventTeller {
  readonly #fleet: readonly FleetInstance[];
  readonly #groups: Entry['groups'];
  readonly #waves = new Map<string, Wave>();

  constructor(fleet: readonly FleetInstance[], { groups }: Entry) {
    this.#fleet = fleet;
    this.#groups = groups;
  }

  tell(event: SimulationEvent): Moment[] {
    const at = Date.parse(event.at);
    if (event.type === 'call') return [];
    if (event.type === 'state') return this.#arrive(at, event.id, event.state);
    if (event.kind === 'starting') return [this.#begin(at, 'start', event.notice)];
    if (event.kind === 'stopping') return [this.#begin(at, 'stop', event.notice)];
    const { title, text } = sayNotice(event.notice, 'en');
    if (event.severity === 'info') return [{ at, kind: 'wave', text: `${title}. ${text}` }];
    return [{ at, kind: event.severity, text: title, notice: event.notice }];
  }

  #begin(at: Instant, kind: EdgeKind, { facts }: Notice): Moment {
    const group = String(facts.find(({ name }) => name === 'group')?.value ?? '');
    const members = this.#fleet.filter(({ tags }) => (tags['ScheduleGroupName'] ?? '') === group);
    this.#waves.set(group, { kind, calledAt: at, open: new Set(members.map(({ id }) => id)) });
    const names = members.map(({ id, tags }) => tags['Name'] ?? id).join(', ');
    return { at, kind: 'wave', text: `${kind === 'start' ? 'starting' : 'stopping'} ${group}: ${names}` };
  }

  #arrive(at: Instant, id: string, state: string): Moment[] {
    return [...this.#waves].flatMap(([group, { kind, calledAt, open }]) => {
      if (!DONE_STATES[kind].includes(state) || !open.delete(id) || open.size > 0) return [];
      const { readyWhen } = this.#groups.find(({ name }) => name === group) ?? {};
      const done = `${group} is ${kind === 'start' ? 'up' : 'off'} after ${duration((at - calledAt) / SECOND_MS)}`;
      return [
        {
          at,
          kind: 'wave' as const,
          text: kind === 'start' && readyWhen === 'status-ok' ? `${done}; its status checks follow` : done,
        },
      ];
    });
  }
}
