/** What the work comes to, or `time-up` where the signal is first. Work that is late goes on; what it throws then is nobody's. */
export async function orTimeUp<T extends object>(work: Promise<T>, timeUp: AbortSignal): Promise<T | 'time-up'> {
  const signalled = new Promise<'time-up'>((resolve) => {
    if (timeUp.aborted) resolve('time-up');
    timeUp.addEventListener('abort', () => resolve('time-up'), { once: true });
  });
  return Promise.race([work, signalled]);
}
