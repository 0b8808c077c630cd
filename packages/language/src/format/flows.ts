import type { ConditionalNode, Flow, FlowNode, ParallelNode } from '../syntax/tree.js';
import { printExpression } from './expressions.js';
import { countNewlines, type Layout } from './layout.js';
import { printStepName } from './names.js';
import { printEmpty } from './values.js';

/** Prints `{ a -> b }`, or the same in double braces, with its nodes on lines of their own. */
export function printFlow(layout: Layout, flow: Flow): void {
  if (layout.isFlat) return printFlatFlow(layout, flow);
  if (isEmpty(layout, flow)) return printEmpty(layout);
  layout.open();
  printContent(layout, flow);
  layout.close();
}

function printFlatFlow(layout: Layout, flow: Flow): void {
  if (isEmpty(layout, flow)) return printEmpty(layout);
  layout.token();
  layout.blank();
  printContent(layout, flow);
  layout.blank();
  layout.token();
}

function isEmpty(layout: Layout, { nodes, end }: Flow): boolean {
  if (nodes.length > 0 || layout.hasCommentUntil(end)) return false;
  return layout.peek(1).kind !== '{';
}

function printContent(layout: Layout, flow: Flow): void {
  layout.skipCommas();
  if (layout.current.kind === '{') printFlow(layout, flow);
  else printNodes(layout, flow.nodes);
  layout.line();
  layout.skipCommas();
}

/** Prints what follows `pipeline =`: nodes without braces, or a list of them. */
export function printFlowValue(layout: Layout, { nodes, end }: Flow): void {
  const [first] = nodes;
  const isList = layout.current.kind === '[' && first?.start !== layout.current.start;
  if (isList) return printList(layout, nodes, end);
  layout.indent();
  printNodes(layout, nodes);
  layout.dedent();
}

/**
 * Prints nodes with arrows between them. A line ends before an arrow where it did in the source,
 * and where the next node would make it too long.
 */
function printNodes(layout: Layout, nodes: readonly FlowNode[]): void {
  for (const [index, node] of nodes.entries()) {
    if (layout.hasFailed) return;
    const before = nodes[index - 1];
    if (before === undefined) printNode(layout, node);
    else printNext(layout, node, countNewlines(layout.source, before.end, node.start) > 0);
  }
}

function printNext(layout: Layout, node: FlowNode, isOnNewLine: boolean): void {
  const print = (): void => {
    printSeparator(layout, '->', node);
    layout.blank();
    printNode(layout, node);
  };
  layout.line();
  layout.skipCommas();
  layout.blank();
  if ((layout.isFlat || !isOnNewLine) && layout.fits(print)) return;
  layout.line();
  print();
}

/** Prints the separator that stands, or should stand, before a node, and leaves out commas. */
function printSeparator(layout: Layout, separator: '->' | '|', { start }: FlowNode): void {
  layout.skipCommas();
  if (layout.current.kind === separator) layout.token();
  else layout.insert(separator);
  while (layout.current.start < start) layout.skip();
}

function printNode(layout: Layout, node: FlowNode): void {
  switch (node.kind) {
    case 'StepNode':
      return printStepName(layout);
    case 'ParallelNode':
      return printParallel(layout, node);
    case 'ConditionalNode':
      if (layout.fits(() => printConditional(layout, node))) return;
      return printConditional(layout, node);
  }
}

/** `if condition { … } else { … }`. */
function printConditional(layout: Layout, { thenFlow, elseFlow }: ConditionalNode): void {
  layout.token();
  layout.blank();
  printExpression(layout, thenFlow.start);
  layout.blank();
  printFlow(layout, thenFlow);
  if (elseFlow === undefined || layout.hasFailed) return;
  layout.blank();
  layout.token();
  layout.blank();
  const [node] = elseFlow.nodes;
  if (layout.current.kind === '{' || node === undefined) return printFlow(layout, elseFlow);
  if (node.kind === 'ConditionalNode') printConditional(layout, node);
}

/** `[a | b]`; on more lines each branch but the first begins with its `|`. */
function printParallel(layout: Layout, node: ParallelNode): void {
  const { branches, end } = node;
  if (branches.length === 0 && !layout.hasCommentUntil(end)) return printEmptyBranches(layout);
  if (layout.fits(() => printFlatBranches(layout, branches))) return;
  layout.open();
  printBranches(layout, branches, () => layout.line());
  skipToBracket(layout);
  layout.close();
}

function printEmptyBranches(layout: Layout): void {
  layout.token();
  printFlatBracket(layout);
}

function printFlatBranches(layout: Layout, branches: readonly FlowNode[]): void {
  layout.token();
  printBranches(layout, branches, () => layout.blank());
  printFlatBracket(layout);
}

function printBranches(layout: Layout, branches: readonly FlowNode[], separate: () => void): void {
  for (const [index, branch] of branches.entries()) {
    if (layout.hasFailed) return;
    if (index === 0) {
      while (layout.current.start < branch.start) layout.skip();
    } else {
      separate();
      printSeparator(layout, '|', branch);
      layout.blank();
    }
    printNode(layout, branch);
  }
}

function printFlatBracket(layout: Layout): void {
  skipToBracket(layout);
  layout.tight();
  layout.token();
}

function skipToBracket(layout: Layout): void {
  layout.line();
  while (layout.current.kind !== ']' && !layout.hasFailed) layout.skip();
}

/** `[a, b]` behind `pipeline =`: steps one after the other. */
function printList(layout: Layout, nodes: readonly FlowNode[], end: number): void {
  if (nodes.length === 0 && !layout.hasCommentUntil(end)) return printEmptyBranches(layout);
  if (layout.fits(() => printFlatList(layout, nodes))) return;
  layout.open();
  for (const node of nodes) {
    layout.line();
    layout.skipCommas();
    printNode(layout, node);
    layout.comma();
  }
  skipToBracket(layout);
  layout.close();
}

function printFlatList(layout: Layout, nodes: readonly FlowNode[]): void {
  layout.token();
  for (const [index, node] of nodes.entries()) {
    if (layout.hasFailed) return;
    if (index > 0) layout.comma();
    layout.skipCommas();
    if (index > 0) layout.blank();
    printNode(layout, node);
  }
  printFlatBracket(layout);
}
