import type { Property, Span } from '@mso/language';
import { type Node, pathTo } from '../text/visit-nodes.js';
import { type Fix, type Mistake, pathOf, removal, replacement } from './fix.js';

const declaring: ReadonlySet<string> = new Set(['Declaration', 'Section', 'PipelineMember']);

/** A second declaration of a name gets another one, or goes. */
export function duplicates(mistake: Mistake): Fix[] {
  const { analysis } = mistake;
  const path = pathOf(mistake);
  const whole = path.findLast(({ kind }) => declaring.has(kind));
  if (whole === undefined) return [];
  const remove: Fix = {
    title: `Remove this ${titleOf(whole)}`,
    edits: [removal(analysis, whole)],
  };
  const name = path.find((node): node is Node & { text: string } => isNameOf(node, whole));
  if (name === undefined) return [remove];
  const free = freeName(mistake, name.text);
  const edits = [replacement(name, `"${free}"`)];
  return [{ title: `Rename to '${free}'`, edits }, remove];
}

function titleOf(node: Node): string {
  return 'keyword' in node ? String(node.keyword) : 'pipeline';
}

function isNameOf(node: Node, whole: Node): boolean {
  return node.kind === 'Name' && 'name' in whole && whole.name === node;
}

function freeName({ analysis }: Mistake, name: string): string {
  const taken = new Set(analysis.summary.symbols.map((symbol) => symbol.name));
  let count = 2;
  while (taken.has(`${name}-${count}`)) count++;
  return `${name}-${count}`;
}

/** Of a key that is set twice the last one counts: the earlier one can go. */
export function repeatedKey({ analysis, diagnostic }: Mistake): Fix[] {
  const earlier = diagnostic.related?.[0]?.span;
  const property = earlier && propertyAt(analysis.parsed.program, earlier);
  if (property === undefined) return [];
  const title = `Remove the earlier '${property.key.text}', which does not count`;
  return [{ title, edits: [removal(analysis, property)], isPreferred: true }];
}

function propertyAt(program: Parameters<typeof pathTo>[0], { start }: Span): Property | undefined {
  return pathTo(program, start + 1).findLast(
    (node): node is Property => node.kind === 'Property' && node.start === start,
  );
}

/** An agent that nothing uses. */
export function unused(mistake: Mistake): Fix[] {
  const whole = pathOf(mistake).find(({ kind }) => kind === 'Declaration');
  if (whole === undefined) return [];
  return [{ title: 'Remove this agent', edits: [removal(mistake.analysis, whole)] }];
}
