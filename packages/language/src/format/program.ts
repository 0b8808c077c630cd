import type { ParseResult } from '../parser/parse.js';
import type { Declaration } from '../syntax/tree.js';
import { printFlow } from './flows.js';
import { Layout, type Piece } from './layout.js';
import { printBlock } from './members.js';
import { printQuotedName } from './names.js';

/** The parts of a program without syntax errors as they should be written, in their order. */
export function printProgram(parsed: ParseResult): readonly Piece[] {
  const layout = new Layout(parsed);
  for (const declaration of parsed.program.declarations) {
    layout.paragraph(declaration.start);
    printDeclaration(layout, declaration);
  }
  layout.finish();
  return layout.pieces;
}

function printDeclaration(layout: Layout, { name, block, flow, keyword }: Declaration): void {
  layout.token();
  layout.blank();
  if (name !== undefined) printQuotedName(layout);
  layout.blank();
  if (block !== undefined) printBlock(layout, block, keyword);
  else if (flow !== undefined) printFlow(layout, flow);
}
