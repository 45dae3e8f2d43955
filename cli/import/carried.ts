import { shown } from '../../functions/shared/rows/attributes.ts';
import type { Item } from '../../functions/shared/rows/schedule.ts';
import type { Effect, Finding } from './finding.ts';

/** A row on its way over: what it will be here, and how that differs. */
export class Carried {
  /** As problems name it. */
  readonly label: string;
  readonly item: Item;
  readonly row: Record<string, unknown>;
  readonly findings: Finding[] = [];

  constructor(label: string, item: Item) {
    this.label = label;
    this.item = item;
    this.row = { ...item };
  }

  note(effect: Effect, attribute: string, said: { before: string; now: string }): void {
    const got = attribute === '' ? '' : shown(this.item[attribute]);
    this.findings.push({ effect, row: this.label, attribute, got, ...said });
  }

  /** Writes the row without the attribute. */
  leaveOut(effect: Effect, attribute: string, said: { before: string; now: string }): void {
    delete this.row[attribute];
    this.note(effect, attribute, said);
  }
}
