import { describe, expect, it } from 'vitest';
import { formatTimeOfDay, parseTimeOfDay } from '../../../functions/shared/calendar/time-of-day.ts';

describe('a time of day', () => {
  it.each([
    { text: '09:30', is: 570 },
    { text: '9:5', is: 545 },
    { text: ' 09:00:00 ', is: 540 },
    { text: '23:59:59', is: 1_439 },
    { text: '24:00', is: 1_440 },
    { text: '47:59', is: 2_879 },
    { text: '99:00', is: 5_940 },
    { text: 'None', is: 'none' },
    { text: ' NONE ', is: 'none' },
  ])('is read from "$text"', ({ text, is }) => {
    expect(parseTimeOfDay(text)).toBe(is);
  });

  it.each(['9', '0930', '9:60', '09:30 PM', '9시', '-1:00', '100:00', '09:30:60', '1:2:3:4', 'no', ''])(
    'is not "%s"',
    (text) => {
      expect(parseTimeOfDay(text)).toBeUndefined();
    },
  );

  it('is written so that it reads the same, every minute of two days', () => {
    for (let minute = 0; minute < 2_880; minute++) expect(parseTimeOfDay(formatTimeOfDay(minute))).toBe(minute);
    expect(parseTimeOfDay(formatTimeOfDay('none'))).toBe('none');
  });

  it('is written with two digits each', () => {
    expect([0, 545, 1_560].map(formatTimeOfDay)).toEqual(['00:00', '09:05', '26:00']);
  });
});
