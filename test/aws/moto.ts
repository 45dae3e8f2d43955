const endpoint = process.env['AWS_ENDPOINT_URL'];

/** Empties every service of the moto server that `test/aws/run.sh` started. */
export async function resetMoto(): Promise<void> {
  if (endpoint === undefined) throw new Error('AWS_ENDPOINT_URL is not set: run these tests by `npm run test:aws`');
  const answer = await fetch(`${endpoint}/moto-api/reset`, { method: 'POST' });
  if (!answer.ok) throw new Error(`moto did not reset: HTTP ${answer.status}`);
}
