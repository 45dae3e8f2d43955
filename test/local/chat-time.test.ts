import { describe, expect, it } from 'vitest';
import { zoneNamed } from '../../functions/shared/calendar/zone.ts';
import { timeTo } from '../../local/chat-time.ts';
import { seoul } from '../scenarios/scenario.ts';

const ZONE = zoneNamed('Asia/Seoul');
const NOW = seoul('2026-11-20 21:45:30');

describe('letting time pass', () => {
  it.each([
    ['+30m', '2026-11-20 22:15:30'],
    ['+ 1h30m', '2026-11-20 23:15:30'],
    ['+2D', '2026-11-22 21:45:30'],
    ['+45s', '2026-11-20 21:46:15'],
    ['22:00', '2026-11-20 22:00'],
    ['21:45', '2026-11-21 21:45'],
    ['9:30', '2026-11-21 09:30'],
  ])('%s at 21:45:30 is until %s', (line, until) => {
    expect(ZONE && timeTo(line, NOW, ZONE)).toBe(seoul(until));
  });

  it.each(['', '+', '+30', '30m', '+9w', '24:00', '22:60', '22:00 status', 'Development extend 22:00'])(
    '%j is no such line',
    (line) => {
      expect(ZONE && timeTo(line, NOW, ZONE)).toBeUndefined();
    },
  );
});
