import { describe, expect, it } from 'vitest';
import { tablesIn } from '../bench/cost/document.ts';
import { ASSUMED } from '../bench/cost/prices.ts';
import { costTables } from '../bench/cost/tables.ts';
import { read } from './architecture/source-file.ts';

const tight = (text: string): string[] => text.split('\n').map((line) => line.replaceAll(/ +/g, ' ').trim());
const document = read('docs/cost.md');

describe('docs/cost.md', () => {
  // The other fleets take a minute; what changes them changes these.
  it('holds what the script counts for ten instances: else run npm run cost -- --write', async () => {
    const fresh = tight(await costTables([10])).filter((line) => /[a-z0-9]/i.test(line));
    expect(fresh.length).toBeGreaterThan(10);
    expect(tight(tablesIn(document))).toEqual(expect.arrayContaining(fresh));
  }, 60_000);

  it('has every fleet at both ticks', () => {
    const bills = tight(tablesIn(document)).filter((line) => /^\| [\d,]+ \| \d min \| \d/.test(line));
    expect(bills.map((line) => line.split(' | ', 2).join(' at '))).toEqual(
      ['10', '100', '1,000'].flatMap((fleet) => [`| ${fleet} at 1 min`, `| ${fleet} at 5 min`]),
    );
  });

  it('says what the script assumes', () => {
    const said = document.replaceAll(/\s+/g, ' ');
    for (const words of [
      `${ASSUMED.hoursPerMonth} hours with ${ASSUMED.workingDays} working days`,
      `${ASSUMED.invocationSeconds * 1_000} ms, and ${ASSUMED.dynamoDbSeconds * 1_000} ms for each DynamoDB request`,
      `${ASSUMED.fleetCallSeconds * 1_000} ms for each EC2 or RDS call`,
      `${ASSUMED.chatRequests.toLocaleString('en')} chat commands`,
      `${ASSUMED.pollsPerMinute} times a minute`,
    ])
      expect(said).toContain(words);
  });
});
