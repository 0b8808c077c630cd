import type {
  Declaration,
  IndexExpression,
  MemberExpression,
  Program,
  Property,
  ReferenceValue,
  Span,
} from '@mso/language';
import { forEachChild, type Node } from '../text/visit-nodes.js';
import type { SummaryMaker } from './summarize.js';

/** What a part of a tree is used by. */
interface Place {
  /** The declaration or the step it stands in. */
  readonly owner: object;
  readonly declaration: Declaration;
}

/** The uses that may stand anywhere: in values, in expressions, in flows. */
export function addUsesInTree(maker: SummaryMaker, program: Program): void {
  for (const declaration of program.declarations) {
    visit(maker, declaration, { owner: declaration, declaration });
  }
}

function visit(maker: SummaryMaker, node: Node, outer: Place): void {
  const place = maker.declares(node) ? { ...outer, owner: node } : outer;
  addUse(maker, node, place);
  forEachChild(node, (child) => {
    if (!leaves.has(child.kind)) visit(maker, child, place);
  });
}

/** Nodes that use nothing and hold nothing; there are more of them than of all others. */
const leaves: ReadonlySet<string> = new Set([
  ...['Name', 'Number', 'Bool', 'Null', 'Duration', 'Identifier', 'Missing', 'TextPart', 'Story'],
]);

function addUse(maker: SummaryMaker, node: Node, place: Place): void {
  const { owner } = place;
  const { start, end } = node;
  switch (node.kind) {
    case 'Property':
      return addModel(maker, node);
    case 'Reference':
      return addReference(maker, node, owner);
    case 'MemoryUse':
      return addMemoryKey(maker, node.path, node, owner);
    case 'Environment':
      return addEnvironment(maker, node.name, node, owner);
    case 'Variable':
      if (node.scope === 'environment') addEnvironment(maker, node.name, node, owner);
      return;
    case 'NameUse':
      return maker.addUse(['variable'], { text: node.name, start, end }, { owner, form: 'bare' });
    case 'StepNode':
      return maker.addUse(['step'], { text: node.name.text, start, end }, scoped(place));
    case 'Member':
    case 'Index':
      return addMember(maker, node, place);
  }
}

function addModel(maker: SummaryMaker, { key, value }: Property): void {
  if (key.text !== 'model') return;
  if (value.kind === 'String') maker.models.add(value.text);
  if (value.kind === 'Identifier') maker.models.add(value.text);
}

/** `@file[key]` names a load or a memory, `@memory.key` what is stored under a key. */
function addReference(maker: SummaryMaker, node: ReferenceValue, owner: object): void {
  const { path, index, start } = node;
  if (index === undefined) return addMemoryKey(maker, path, node, owner);
  const end = start + 1 + path.length;
  maker.addUse(['load', 'memory'], { text: path, start: start + 1, end }, { owner, form: 'bare' });
}

function addMemoryKey(
  maker: SummaryMaker,
  path: string,
  { start, end }: Span,
  owner: object,
): void {
  const root = /^[\p{L}_][\p{L}\p{N}_-]*/u.exec(path)?.[0] ?? '';
  if (root === '') return;
  if (root !== 'memory') {
    const named = { text: root, start: start + 1, end: start + 1 + root.length };
    return maker.addUse(['memory'], named, { owner, form: 'bare' });
  }
  const memoryEnd = start + 1 + 'memory'.length;
  const memory = { text: 'memory', start: start + 1, end: memoryEnd };
  maker.addUse(['memory'], memory, { owner, form: 'keyword' });
  const key = path.slice('memory.'.length);
  if (key === '') return;
  maker.addUse(['memory key'], { text: key, start: memoryEnd + 1, end }, { owner, form: 'bare' });
}

function addEnvironment(
  maker: SummaryMaker,
  name: string,
  { start, end }: Span,
  owner: object,
): void {
  const use = { text: name, start: start + 1, end };
  maker.addUse(['environment'], use, { owner, form: 'bare' });
}

/** `steps.draft`, `steps["draft"]`, and the same for agents. */
function addMember(
  maker: SummaryMaker,
  node: MemberExpression | IndexExpression,
  place: Place,
): void {
  const { object } = node;
  if (object.kind !== 'NameUse') return;
  const kinds = memberKinds[object.name];
  const use = node.kind === 'Member' ? memberUse(node) : indexUse(node);
  if (kinds === undefined || use === undefined) return;
  maker.addUse(kinds, use, { ...scoped(place), ...(node.kind === 'Member' && formOf(node)) });
}

function formOf({ optional }: MemberExpression) {
  return { form: optional ? 'optional member' : 'member' } as const;
}

const memberKinds: Readonly<Record<string, readonly ['agent'] | readonly ['step', 'stage']>> = {
  agents: ['agent'],
  steps: ['step', 'stage'],
};

function memberUse({ name, nameSpan }: MemberExpression) {
  return name === '' ? undefined : { text: name, ...nameSpan };
}

function indexUse({ index }: IndexExpression) {
  if (index.kind !== 'Literal' || typeof index.value !== 'string') return undefined;
  return { text: index.value, start: index.start, end: index.end };
}

function scoped({ owner, declaration }: Place) {
  return { owner, scope: declaration };
}
