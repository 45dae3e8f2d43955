import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { afterAll, describe, expect, it } from 'vitest';
import { literalKeys, withLiteralKeys } from '../../infra/literal-keys.ts';

const SDK = resolve('node_modules/@aws-sdk');
const clients = readdirSync(SDK).filter((name) => name.startsWith('client-'));
const temporary = mkdtempSync(join(tmpdir(), 'curfew-schemas-'));
afterAll(() => rmSync(temporary, { recursive: true }));

/** Every shape of a client's schemas, by its id, with the ids of the shapes it refers to. */
async function shapesOf(client: string, plugins: readonly (typeof literalKeys)[]): Promise<Map<string, string>> {
  const outfile = join(temporary, `${client}-${plugins.length}.mjs`);
  const entryPoints = [join(SDK, client, 'dist-es/schemas/schemas_0.js')];
  const banner = { js: `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);` };
  const options = { bundle: true, platform: 'node', format: 'esm', logLevel: 'silent' } as const;
  await build({ ...options, banner, entryPoints, outfile, plugins: [...plugins] });
  const exported = (await import(outfile)) as Record<string, unknown>;
  const shapes = new Map<string, string>();
  const idOf = (shape: unknown): unknown => {
    if (!Array.isArray(shape)) return shape;
    const id = shape.slice(0, 3).join(' ');
    if (shapes.has(id)) return id;
    shapes.set(id, '');
    // Shapes refer to each other by functions, because they go in circles.
    shapes.set(
      id,
      JSON.stringify(shape, (_, part) => (typeof part === 'function' ? idOf(part()) : part)),
    );
    return id;
  };
  for (const [name, shape] of Object.entries(exported)) if (name.endsWith('$')) idOf(shape);
  return shapes;
}

describe('literal keys', () => {
  it('stand where a constant of the module was the key, and nowhere else', () => {
    const source = 'const _xN = "xmlName";\nexport var A$ = [3, [_xN], { [_xN]: _xN, [other]: 1 }];\n';
    expect(withLiteralKeys(source)).toBe(
      'const _xN = "xmlName";\nexport var A$ = [3, [_xN], { "xmlName": _xN, [other]: 1 }];\n',
    );
  });

  it.each(clients)('leave every shape of %s as it is', async (client) => {
    const [before, after] = await Promise.all([shapesOf(client, []), shapesOf(client, [literalKeys])]);
    expect(before.size).toBeGreaterThan(50);
    expect(after).toEqual(before);
  });
});
