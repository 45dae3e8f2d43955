import { getSystemErrorMap } from 'node:util';

/** Why a file, or the standard output, cannot be read or written. */
export function fileErrorWords({ code, errno, message }: NodeJS.ErrnoException): string {
  if (code === 'ENOENT') return 'there is no such file or folder';
  if (code === 'EISDIR') return 'it is a folder';
  return getSystemErrorMap().get(errno ?? 0)?.[1] ?? message;
}
