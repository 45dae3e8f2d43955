/**
 * The name that is meant, as its row has it: spelt exactly so, or else however its letters are composed (macOS writes 한 as three) and
 * whatever blanks a console left around it; undefined where nobody is called so.
 */
export function knownName(written: string, names: ReadonlySet<string>): string | undefined {
  if (names.has(written)) return written;
  const meant = plain(written);
  return [...names].find((name) => plain(name) === meant);
}

const plain = (name: string): string => name.trim().normalize('NFC');
