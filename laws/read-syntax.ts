import ts from 'typescript';
import type { SourceFile } from './read-tree';

/** Calls `visit` with every node of a TypeScript or JavaScript file, parents before children. */
export function walkSyntax(
  { path, text }: SourceFile,
  visit: (node: ts.Node, source: ts.SourceFile) => void,
): void {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const walk = (node: ts.Node) => {
    visit(node, source);
    ts.forEachChild(node, walk);
  };
  walk(source);
}

/** The line of a node, counted from 1. */
export function lineOf(node: ts.Node, source: ts.SourceFile): number {
  return source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
}

/** Whether a comment stands on this line or on the one above it. */
export function hasComment(text: string, line: number): boolean {
  const lines = text.split('\n');
  return [lines[line - 2], lines[line - 1]].some((one) => /\/\/|\*\/|^\s*\*/.test(one ?? ''));
}
