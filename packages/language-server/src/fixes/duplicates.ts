import type { Declaration, PipelineMember, Program, Section, Span } from '@mso/language';
import { pathTo } from '../text/visit-nodes.js';
import { type Fix, type Mistake, pathOf, removal, replacement } from './fix.js';

type Declaring = Declaration | Section | PipelineMember;

const declaring: ReadonlySet<string> = new Set(['Declaration', 'Section', 'PipelineMember']);

/** A second declaration of a name gets another one, or goes. */
export function duplicates(mistake: Mistake): Fix[] {
  const { analysis } = mistake;
  const whole = pathOf(mistake).findLast((node): node is Declaring => declaring.has(node.kind));
  if (whole === undefined) return [];
  const remove: Fix = {
    title: `Remove this ${titleOf(whole)}`,
    edits: [removal(analysis, whole)],
  };
  const { name } = whole;
  if (name === undefined || whole.kind === 'PipelineMember') return [remove];
  const free = freeName(mistake, name.text);
  const edits = [replacement(name, `"${free}"`)];
  return [{ title: `Rename to '${free}'`, edits }, remove];
}

function titleOf(node: Declaring): string {
  return node.kind === 'PipelineMember' ? 'pipeline' : node.keyword;
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

function propertyAt(program: Program, { start }: Span) {
  return pathTo(program, start + 1)
    .filter((node) => node.kind === 'Property')
    .findLast((property) => property.start === start);
}

/** An agent that nothing uses. */
export function unused(mistake: Mistake): Fix[] {
  const whole = pathOf(mistake).find(({ kind }) => kind === 'Declaration');
  if (whole === undefined) return [];
  return [{ title: 'Remove this agent', edits: [removal(mistake.analysis, whole)] }];
}
