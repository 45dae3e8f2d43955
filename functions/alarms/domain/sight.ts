import type { Acknowledgement, AlarmRecord, Silence } from '../../shared/alarm/alarm-record.ts';
import type { FleetView } from '../../shared/fleet/member.ts';
import type { AlarmReading } from '../../shared/rows/alarm-rules.ts';
import type { Entry } from '../../shared/rows/schedule.ts';
import type { Run } from '../../shared/store/run-record.ts';

/** Everything that an evaluation looks at but the values themselves. */
export interface Sight {
  readonly reading: AlarmReading;
  /** By schedule name. */
  readonly entries: ReadonlyMap<string, Entry>;
  /** The last run of each schedule. */
  readonly runs: ReadonlyMap<string, Run>;
  /** By rule name. */
  readonly records: ReadonlyMap<string, AlarmRecord>;
  readonly acknowledgements: ReadonlyMap<string, Acknowledgement>;
  /** Those that are not over. */
  readonly silences: ReadonlyMap<string, Silence>;
  /** Undefined where there is no schedule to look at. */
  readonly view: FleetView | undefined;
}
