/** One mistake in a row, in words its author can act on. */
export interface Problem {
  /** Table and key: `Schedule Development`, `ScheduleServerGroup Development/db`, `ScheduleException Development/<uuid>`. */
  readonly row: string;
  readonly attribute: string;
  /** The value as it stands in the row, shortened. */
  readonly got: string;
  /** What would have been right, with an example of what to type. */
  readonly expected: string;
}
