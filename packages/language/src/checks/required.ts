import { errorAt, warningAt } from '../diagnostic.js';
import type { CrewModel } from '../model/model.js';
import { findProperty, propertiesOf } from '../model/values.js';
import { schema } from '../schema/tables.js';
import type { Declaration } from '../syntax/tree.js';
import { type KnownBlock, titleOf, titleOfBlock } from './blocks.js';
import type { CheckContext, Part } from './context.js';

/** What a block cannot do without, and old spellings. */
export function checkRequired(context: CheckContext): (part: Part) => void {
  return ({ declaration, blocks, crew }) => {
    for (const known of blocks) {
      checkFields(context, known);
      if (known.kind === 'step' || known.kind === 'stage') checkWorker(context, known);
      if (known.kind === 'retry') checkLegacyBackoff(context, known);
    }
    if (crew) checkManager(context, crew);
    if (declaration.keyword === 'project') checkProjectName(context, declaration);
  };
}

function checkProjectName({ report }: CheckContext, { name, keywordSpan }: Declaration): void {
  if (name !== undefined) return;
  const hint = 'as in project "name" { … }';
  report(warningAt(keywordSpan, 'W0305', 'the project has no name', { hint }));
}

function checkFields({ report }: CheckContext, known: KnownBlock): void {
  const { properties } = known;
  for (const { name, alias, required, example } of schema[known.kind].properties) {
    if (required === undefined) continue;
    if (findProperty(properties, name, alias ?? name) !== undefined) continue;
    const make = required === 'error' ? errorAt : warningAt;
    const message = `${titleOfBlock(known)} has no '${name}'`;
    const hint = `for example: ${example}`;
    report(make(known.header, 'MissingRequiredField', message, { hint }));
  }
}

function checkWorker({ report }: CheckContext, step: KnownBlock): void {
  const inherited = step.parent?.properties ?? [];
  if (findProperty(step.properties, 'agent', 'crew') ?? findProperty(inherited, 'agent')) return;
  const message = `${titleOfBlock(step)} has neither agent nor crew`;
  const hint = 'for example: agent = "writer"';
  report(warningAt(step.header, 'MissingRequiredField', message, { hint }));
}

function checkLegacyBackoff({ report }: CheckContext, retry: KnownBlock): void {
  const legacy = findProperty(retry.properties, 'exponential_backoff');
  if (legacy === undefined) return;
  const hint = 'write backoff = "exponential"';
  report(warningAt(legacy.key, 'W0307', "'exponential_backoff' is an old spelling", { hint }));
}

function checkManager({ report }: CheckContext, crew: CrewModel): void {
  const { declaration } = crew;
  const isManaged = findProperty(propertiesOf(declaration.block), 'manager') !== undefined;
  if (crew.process !== 'Hierarchical' || isManaged) return;
  const message = `${titleOf(declaration)} is hierarchical and has no 'manager'`;
  const hint = 'for example: manager = "editor"';
  const place = declaration.name ?? declaration.keywordSpan;
  report(errorAt(place, 'MissingRequiredField', message, { hint }));
}
