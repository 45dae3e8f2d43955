import { relative } from 'node:path';
import { filesOf, kibOf } from './bundle-files.ts';
import { HANDLERS, buildBundle, bundleDirectory, type LambdaName } from './bundle.ts';

const asked = process.argv.slice(2);

// `npm run build [-- NAME…]`: bundles the Lambdas into dist/, as the stack does, and prints what each weighs.
for (const name of Object.keys(HANDLERS) as LambdaName[]) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const outputs = await buildBundle(name);
  const { atStart, reachable } = filesOf(outputs);
  const [start, all] = [atStart, reachable].map((files) => `${Math.round(kibOf(outputs, files))} KiB`);
  console.log(`${name}: ${all}, ${start} at start, in ${relative('.', bundleDirectory(name))}`);
}
