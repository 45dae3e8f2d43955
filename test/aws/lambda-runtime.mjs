// Stands in for Lambda's runtime, in a process of its own: loads the bundle it is told, and hands it events one by one.
import { pathToFileURL } from 'node:url';

const [bundle, functionName] = process.argv.slice(2);
const { handler } = await import(pathToFileURL(bundle));

process.on('message', async ({ event, timeoutMs }) => {
  const deadline = Date.now() + timeoutMs;
  const context = { functionName, getRemainingTimeInMillis: () => deadline - Date.now() };
  try {
    process.send({ result: (await handler(event, context)) ?? null });
  } catch (error) {
    process.send({ error: error.stack });
  }
});
process.send('ready');
