import { type CompletionItem, CompletionItemKind } from 'vscode-languageserver';
import { item, type Request } from './item.js';

/** The sources of the workspace, as a `load` in this document would name them. */
export async function sourcePaths(request: Request): Promise<CompletionItem[]> {
  const { analysis, workspace } = request;
  await workspace.scanned();
  const paths: string[] = [];
  for (const { identity, path } of workspace.allFiles()) {
    if (identity !== analysis.identity) paths.push(relativePath(analysis.file.path, path));
  }
  return paths
    .sort()
    .map((path) => item(request, path, CompletionItemKind.File, { text: `"${path}"` }));
}

/** The way from a file to another one; with `/` everywhere. */
export function relativePath(from: string, to: string): string {
  const here = from.split(/[\\/]/).slice(0, -1);
  const there = to.split(/[\\/]/);
  let shared = 0;
  while (shared < here.length && here[shared] === there[shared]) shared++;
  return [...here.slice(shared).map(() => '..'), ...there.slice(shared)].join('/');
}
