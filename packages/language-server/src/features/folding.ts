import { type FoldingRange, FoldingRangeKind, FoldingRangeRequest } from 'vscode-languageserver';
import { documentFeature } from '../feature.js';
import { forEachChild, type Node } from '../text/visit-nodes.js';
import type { Analysis } from '../workspace/analysis.js';

/** Blocks, lists, flows and backstories, runs of comments, and the loads at the top. */
export const folding = documentFeature(
  FoldingRangeRequest.type,
  { foldingRangeProvider: true },
  'Blocks, lists, backstories, long texts, comments and loads',
  (analysis) => [...blocks(analysis), ...comments(analysis), ...loads(analysis)],
);

const foldedKinds: ReadonlySet<string> = new Set([
  ...['Block', 'Array', 'Flow', 'ParallelNode', 'Story', 'String'],
]);

function blocks({ file, parsed }: Analysis): FoldingRange[] {
  const ranges: FoldingRange[] = [];
  const visit = (node: Node): void => {
    if (foldedKinds.has(node.kind)) {
      const startLine = file.positionAt(node.start).line - 1;
      // The closing bracket stays visible; a block that was never closed has none.
      const closing = 'incomplete' in node && node.kind === 'Block' ? 0 : 1;
      const endLine = file.positionAt(node.end).line - 1 - closing;
      const isNew = ranges.at(-1)?.startLine !== startLine;
      if (endLine > startLine && isNew) ranges.push({ startLine, endLine });
    }
    forEachChild(node, visit);
  };
  visit(parsed.program);
  return ranges;
}

function comments({ file, parsed }: Analysis): FoldingRange[] {
  const ranges: FoldingRange[] = [];
  let start = 0;
  let end = 0;
  const close = (): void => {
    if (end > start) {
      ranges.push({ startLine: start - 1, endLine: end - 1, kind: FoldingRangeKind.Comment });
    }
  };
  for (const comment of parsed.comments) {
    const { line, column } = file.positionAt(comment.start);
    const isAlone =
      file
        .lineText(line)
        .slice(0, column - 1)
        .trim() === '';
    if (isAlone && line === end + 1) end = line;
    else if (isAlone) {
      close();
      start = line;
      end = line;
    }
  }
  close();
  return ranges;
}

function loads({ file, parsed }: Analysis): FoldingRange[] {
  const lines = parsed.program.declarations
    .filter(({ keyword, block }) => keyword === 'load' && block === undefined)
    .map(({ start }) => file.positionAt(start).line - 1);
  const ranges: FoldingRange[] = [];
  for (const line of lines) {
    const last = ranges.at(-1);
    if (last !== undefined && line === last.endLine + 1) last.endLine = line;
    else ranges.push({ startLine: line, endLine: line, kind: FoldingRangeKind.Imports });
  }
  return ranges.filter(({ startLine, endLine }) => endLine > startLine);
}
