import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ExternalFailure } from '../../../functions/shared/failure/external-failure.ts';
import { logger } from '../../../functions/shared/lambda/logger.ts';

describe('the logger', () => {
  let written: string[];
  beforeEach(() => {
    written = [];
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('writes one JSON line for each entry', () => {
    logger.info('ticked', { schedules: 2 });
    logger.warn('two\nlines');
    expect(written).toEqual([
      '{"level":"info","message":"ticked","schedules":2}\n',
      '{"level":"warn","message":"two\\nlines"}\n',
    ]);
  });

  it('shows errors with what JSON leaves out: their message, cause and parts', () => {
    const cause = new Error('socket closed');
    const failure = new ExternalFailure({ reason: 'timeout', retryable: true, message: 'no answer', cause });
    logger.error('failed', { failures: [failure], all: new AggregateError([cause], 'in part') });
    const [line = ''] = written;
    expect(JSON.parse(line)).toMatchObject({
      level: 'error',
      failures: [
        { name: 'ExternalFailure', reason: 'timeout', message: 'no answer', cause: { message: 'socket closed' } },
      ],
      all: {
        message: 'in part',
        errors: [{ message: 'socket closed', stack: expect.stringContaining('logger.test') }],
      },
    });
  });
});
