import { existsSync, statSync } from 'node:fs';
import { posix } from 'node:path';
import ts from 'typescript';
import { walkSyntax } from './read-syntax';
import { readTree, type SourceFile } from './read-tree';

/** Each file of code, and the files of the tree that it imports, types included. Paths from the root. */
export type Imports = ReadonlyMap<string, readonly string[]>;

const CODE = /\.(ts|tsx|js|mjs)$/;
const ENDINGS = ['', '.ts', '.tsx', '.js', '.mjs'];

/** Reads what every file imports: `import`, `export … from`, `import(…)` and `new URL(…, import.meta.url)`. */
export function readImports(files: readonly SourceFile[] = readTree()): Imports {
  return new Map(
    files.filter(({ path }) => CODE.test(path)).map((file) => [file.path, importsOf(file)]),
  );
}

/** Whether a file is a test, or exists for tests alone. */
export const isForTests = (path: string): boolean =>
  /\.(test|e2e)\.tsx?$|-fixture\.ts$|-(stub|under-test)\.ts$|\.fixture\.ts$/.test(path) ||
  /(^|\/)(scripted-source|range-vectors|fake-media-element|test-certificates)\.ts$/.test(path);

function importsOf(file: SourceFile): string[] {
  const found = new Set<string>();
  walkSyntax(file, (node) => {
    const specifier = specifierOf(node);
    const target = specifier && resolve(file.path, specifier);
    if (target) found.add(target);
  });
  return [...found];
}

function specifierOf(node: ts.Node): string | null {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
    const { moduleSpecifier } = node;
    return moduleSpecifier && ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : null;
  }
  if (ts.isImportTypeNode(node)) {
    const { argument } = node;
    return ts.isLiteralTypeNode(argument) && ts.isStringLiteral(argument.literal)
      ? argument.literal.text
      : null;
  }
  const [first] =
    ts.isCallExpression(node) || ts.isNewExpression(node) ? (node.arguments ?? []) : [];
  if (!first || !ts.isStringLiteral(first)) return null;
  const isImport =
    ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
  const isUrl = ts.isNewExpression(node) && node.expression.getText() === 'URL';
  return isImport || isUrl ? first.text : null;
}

/** The file that a specifier names; null where it is a package or no file of code. */
function resolve(from: string, specifier: string): string | null {
  const [name = ''] = specifier.split('?');
  const path = name.startsWith('@/')
    ? name.slice(2)
    : name.startsWith('.')
      ? posix.normalize(posix.join(posix.dirname(from), name))
      : null;
  if (path === null) return null;
  const file = ENDINGS.map((ending) => path + ending).find(
    (one) => CODE.test(one) && existsSync(one) && statSync(one).isFile(),
  );
  return file ?? null;
}
