import { findProperty, type KnownBlock, quotedText, schema } from '@mso/language';
import { symbolsOf } from '../completion/names.js';
import { type Fix, type Mistake, memberInsertion } from './fix.js';

const agentsMax = 5;

/** Adds what a block cannot do without. */
export function missingFields(mistake: Mistake): Fix[] {
  const { analysis, diagnostic } = mistake;
  const { start, end } = diagnostic.span;
  const known = analysis.blocks.find(({ header }) => header.start === start && header.end === end);
  if (known === undefined) return [];
  const { message } = diagnostic;
  if (message.endsWith('neither agent nor crew')) return agents(mistake, known, 'agent');
  if (known.kind === 'crew') return agents(mistake, known, 'manager');
  return schema[known.kind].properties
    .filter(({ name, alias, required }) => {
      const isThere = findProperty(known.properties, name, alias ?? name) !== undefined;
      return required !== undefined && !isThere && message.endsWith(`'${name}'`);
    })
    .map(({ name, example }) => ({
      title: `Add '${name}'`,
      edits: [memberInsertion(analysis, known, example)],
      isPreferred: true,
    }));
}

function agents(mistake: Mistake, known: KnownBlock, key: string): Fix[] {
  const { analysis, workspace, diagnostic } = mistake;
  const symbols = symbolsOf({ analysis, offset: diagnostic.span.start, workspace }, ['agent']);
  return symbols.slice(0, agentsMax).map(({ name }) => {
    const member = `${key} = ${quotedText(name)}`;
    return { title: `Add ${member}`, edits: [memberInsertion(analysis, known, member)] };
  });
}
