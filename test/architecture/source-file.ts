import { readdirSync, readFileSync } from 'node:fs';
import { join, normalize } from 'node:path/posix';
import ts from 'typescript';

/** A TypeScript file of the repository, parsed; its path counts from the root. */
export interface SourceFile {
  readonly path: string;
  readonly lineCount: number;
  readonly tree: ts.SourceFile;
}

const ROOT = new URL('../..', import.meta.url).pathname;

/** Every file and folder below a folder, by its path from the root. */
export const pathsBelow = (folder: string): readonly string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path));

export const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

export const sourceFiles = (...folders: readonly string[]): readonly SourceFile[] =>
  folders
    .flatMap(pathsBelow)
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))
    .map((path) => {
      const text = read(path);
      return {
        path,
        lineCount: text.trimEnd().split('\n').length,
        tree: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true),
      };
    });

/** What a file imports, types and first-use imports included: paths from the root, and packages' names. */
export const importsOf = ({ path, tree }: SourceFile): { paths: readonly string[]; packages: readonly string[] } => {
  const specifiers = ts.preProcessFile(tree.text, true, true).importedFiles.map((file) => file.fileName);
  const isRelative = (specifier: string) => specifier.startsWith('.');
  return {
    paths: specifiers.filter(isRelative).map((specifier) => normalize(join(path, '..', specifier))),
    packages: specifiers.filter((specifier) => !isRelative(specifier)).map(packageOf),
  };
};

/** Every node of a file for which `isOne` holds, as `path:line`. */
export const placesOf = ({ path, tree }: SourceFile, isOne: (node: ts.Node) => boolean): readonly string[] => {
  const places: string[] = [];
  const visit = (node: ts.Node): void => {
    if (isOne(node)) places.push(`${path}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1}`);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return places;
};

const packageOf = (specifier: string): string => {
  if (specifier.startsWith('node:')) return specifier;
  const parts = specifier.split('/');
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
};
