import type { ConditionalNode, Flow, FlowNode, ParallelNode } from '../syntax/tree.js';
import { type Cursor, isClosing, isNameToken } from './cursor.js';
import { parseCondition } from './expressions.js';
import { withoutRoom } from './lists.js';
import { readName } from './names.js';
import { enterLevel, skipBalanced, startsTopLevel } from './recovery.js';
import { reportUnclosed } from './unclosed.js';

/** Reads `{ a -> [b | c] -> … }`, or the same in double braces; the current token is the `{`. */
export function parseFlow(cursor: Cursor): Flow {
  const { start, end } = cursor.current;
  if (!enterLevel(cursor))
    return flowOf(start, cursor.previousEnd, { nodes: [], incomplete: true });
  cursor.advance();
  const body = cursor.is('{') ? parseFlow(cursor) : parseNodes(cursor);
  cursor.leave();
  const close = cursor.accept('}');
  if (close !== undefined) return flowOf(start, close.end, body);
  reportUnclosed(cursor, { start, end }, "the '{' of this pipeline is never closed");
  return flowOf(start, cursor.previousEnd, { ...body, incomplete: true });
}

type FlowBody = Pick<Flow, 'nodes' | 'incomplete'>;

function flowOf(start: number, end: number, { nodes, incomplete }: FlowBody): Flow {
  return incomplete
    ? { kind: 'Flow', start, end, nodes, incomplete }
    : { kind: 'Flow', start, end, nodes };
}

/** Incomplete where a step is missing among them. */
function parseNodes(cursor: Cursor): FlowBody {
  const nodes: FlowNode[] = [];
  let isStepMissing = false;
  let arrowExpectsNode = false;
  while (!cursor.is('}') && !cursor.isAtEnd && !startsTopLevel(cursor, true)) {
    if (startsNode(cursor)) {
      nodes.push(parseNode(cursor));
      arrowExpectsNode = false;
    } else if (cursor.is('->') && nodes.length > 0 && !arrowExpectsNode) {
      cursor.advance();
      arrowExpectsNode = true;
    } else if (!cursor.accept(',')) {
      cursor.unexpected('E0208', 'a step');
      skipToNode(cursor);
      isStepMissing = true;
      arrowExpectsNode = false;
    }
  }
  if (arrowExpectsNode) cursor.unexpected('E0208', "a step after '->'");
  const body = { nodes: withoutRoom(nodes) };
  return isStepMissing || arrowExpectsNode ? { ...body, incomplete: true } : body;
}

/** Reads `a -> [b | c] -> …` without braces: what follows `pipeline =`. */
export function parseOpenFlow(cursor: Cursor): Flow {
  const { start } = cursor.current;
  const nodes: FlowNode[] = [];
  do {
    if (startsNode(cursor)) nodes.push(parseNode(cursor));
    else cursor.unexpected('E0208', 'a step');
  } while (cursor.accept('->'));
  const end = cursor.previousEnd;
  const body = { nodes: withoutRoom(nodes) };
  const isIncomplete = nodes.length === 0;
  return flowOf(Math.min(start, end), end, isIncomplete ? { ...body, incomplete: true } : body);
}

/** Several wrong tokens in a row are one mistake. */
function skipToNode(cursor: Cursor): void {
  do skipBalanced(cursor);
  while (
    !cursor.isAtEnd &&
    !isClosing(cursor.current.kind) &&
    !cursor.is('->') &&
    !startsNode(cursor)
  );
}

function startsNode(cursor: Cursor): boolean {
  return isNameToken(cursor.current) || cursor.is('[');
}

function parseNode(cursor: Cursor): FlowNode {
  if (cursor.is('[')) return parseParallel(cursor);
  if (startsCondition(cursor)) return parseConditional(cursor);
  const name = readName(cursor);
  return { kind: 'StepNode', start: name.start, end: name.end, name };
}

/** A step may be called `if`: then an arrow, a separator or a bracket follows. */
function startsCondition(cursor: Cursor): boolean {
  if (!cursor.is('Identifier') || cursor.current.text !== 'if') return false;
  const kind = cursor.peekKind(1);
  return kind !== '->' && kind !== ',' && kind !== '|' && kind !== '}' && kind !== ']';
}

function parseParallel(cursor: Cursor): ParallelNode {
  const { start, end } = cursor.current;
  const branches: FlowNode[] = [];
  const node = { kind: 'ParallelNode', start, branches } as const;
  if (!enterLevel(cursor)) return { ...node, end: cursor.previousEnd, incomplete: true };
  cursor.advance();
  while (!endsBranches(cursor)) {
    if (startsNode(cursor)) branches.push(parseNode(cursor));
    else if (!cursor.accept('|') && !cursor.accept(',')) {
      cursor.unexpected('E0208', 'a step', 'write the branches as [a | b]');
      skipToNode(cursor);
    }
  }
  cursor.leave();
  if (cursor.accept(']')) return { ...node, end: cursor.previousEnd };
  reportUnclosed(cursor, { start, end }, "the '[' of these branches is never closed");
  return { ...node, end: cursor.previousEnd, incomplete: true };
}

/** An arrow leads on from all branches where no `]` follows: it is missing before the arrow. */
function endsBranches(cursor: Cursor): boolean {
  if (isClosing(cursor.current.kind) || cursor.isAtEnd || startsTopLevel(cursor, true)) return true;
  return cursor.is('->') && !areBranchesClosed(cursor);
}

function areBranchesClosed(cursor: Cursor): boolean {
  let depth = 0;
  for (let distance = 1; distance < lookAheadMax; distance++) {
    const kind = cursor.peekKind(distance);
    if (kind === '{' || kind === '}' || kind === 'EndOfFile') return false;
    if (kind === '[') depth++;
    else if (kind === ']' && depth-- === 0) return true;
  }
  return false;
}

/** Branches have few steps. */
const lookAheadMax = 200;

function parseConditional(cursor: Cursor): ConditionalNode {
  const { start } = cursor.advance();
  const { result: condition, isWrong } = cursor.watch(() =>
    startsBlock(cursor) ? missingCondition(cursor) : parseCondition(cursor),
  );
  const thenFlow = parseBranch(cursor);
  const incomplete = isWrong ? ({ incomplete: true } as const) : {};
  const node = { kind: 'ConditionalNode', start, condition, thenFlow, ...incomplete } as const;
  if (!cursor.isWord('else')) return { ...node, end: cursor.previousEnd };
  cursor.advance();
  const elseFlow = startsCondition(cursor) ? parseElseIf(cursor) : parseBranch(cursor);
  return { ...node, end: cursor.previousEnd, elseFlow };
}

/** A condition may begin with a record. */
function startsBlock(cursor: Cursor): boolean {
  return cursor.is('{') && cursor.peekKind(2) !== ':';
}

function missingCondition(cursor: Cursor): ConditionalNode['condition'] {
  cursor.error('E0207', "expected a condition after 'if'");
  const at = cursor.previousEnd;
  return { kind: 'MissingExpression', start: at, end: at };
}

function parseBranch(cursor: Cursor): Flow {
  if (cursor.is('{')) return parseFlow(cursor);
  cursor.unexpected('E0201', "'{' and the steps of this branch");
  const at = cursor.previousEnd;
  return { kind: 'Flow', start: at, end: at, nodes: [], incomplete: true };
}

function parseElseIf(cursor: Cursor): Flow {
  const { start } = cursor.current;
  if (!cursor.enter()) return parseBranch(cursor);
  const node = parseConditional(cursor);
  cursor.leave();
  return { kind: 'Flow', start, end: node.end, nodes: [node] };
}
