/** One rule of Curfew broken: texts of its source, and what stands there instead. */
export interface Mutant {
  readonly name: string;
  readonly patches: readonly Patch[];
  /** The test that notices, where random worlds meet too rarely what it takes. */
  readonly test?: string;
  /** Caught in worlds of alarms. */
  readonly alarms?: boolean;
}

interface Patch {
  readonly file: string;
  readonly text: string;
  readonly instead: string;
}

export const mutant = (name: string, file: string, text: string, instead: string): Mutant => ({
  name,
  patches: [{ file, text, instead }],
});

export const noticedBy = (test: string, mutated: Mutant): Mutant => ({ ...mutated, test });
