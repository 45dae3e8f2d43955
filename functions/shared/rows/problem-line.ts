import { cut } from './attributes.ts';
import type { Problem } from './problem.ts';

/** Names of rows and groups may have thousands of letters, and a problem may name many. */
const PART_LENGTH = 300;

/** A mistake as notices carry it, of any length of row: `row | attribute | got | expected`. */
export const problemLine = ({ row, attribute, got, expected }: Problem): string =>
  [row, attribute, got, expected].map((part) => cut(part, PART_LENGTH)).join(' | ');
