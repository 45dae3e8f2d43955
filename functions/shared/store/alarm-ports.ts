import type { Acknowledgement, AlarmRecord, Silence } from '../alarm/alarm-record.ts';

/** What Curfew remembers of alarm rules. */
export interface AlarmStore {
  alarms(): Promise<readonly AlarmRecord[]>;
  /**
   * Writes the record as version `record.version + 1` on condition that version `record.version` is the stored one, and
   * returns it with its new version. Throws ExternalFailure `conflict` where somebody else was first.
   */
  saveAlarm(record: AlarmRecord): Promise<AlarmRecord>;
  deleteAlarm(record: AlarmRecord): Promise<void>;
}

/** What people said of alarms. Items of their own, so that a command never loses to an evaluation. */
export interface QuietStore {
  acknowledgements(): Promise<ReadonlyMap<string, Acknowledgement>>;
  putAcknowledgement(acknowledgement: Acknowledgement): Promise<void>;
  silences(): Promise<ReadonlyMap<string, Silence>>;
  putSilence(silence: Silence): Promise<void>;
  deleteSilence(ruleName: string): Promise<void>;
}
