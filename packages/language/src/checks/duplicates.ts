import { type Diagnostic, errorAt, warningAt } from '../diagnostic.js';
import type { StepModel } from '../model/model.js';
import type { Block, Declaration, Name, PipelineMember } from '../syntax/tree.js';
import { titleOf, visitBlocks } from './blocks.js';
import type { CheckContext, Part } from './context.js';
import { DeclaredNames } from './declared-names.js';

/** Names declared twice, keys written twice. */
export function checkDuplicates(context: CheckContext): (part: Part) => void {
  checkUnnamedMemories(context);
  checkEntities(context);
  const keys = new Map<string, Name>();
  return ({ declaration, workflow, pipeline }) => {
    if (workflow) {
      checkSteps(context, workflow.steps, 'step', titleOf(declaration));
      checkPipelines(context, declaration);
    }
    if (pipeline) checkSteps(context, pipeline.stages, 'stage', titleOf(declaration));
    visitBlocks(declaration, (block) => checkKeys(context, block, keys));
  };
}

/** Declarations whose names tell them apart. */
function checkEntities({ model, declared, report }: CheckContext): void {
  const { agents, crews, workflows } = declared;
  const { contexts, memories, plugins, databases } = model;
  const kinds: Readonly<Record<string, DeclaredNames>> = {
    ...{ agent: agents, crew: crews, workflow: workflows },
    context: new DeclaredNames(contexts),
    memory: new DeclaredNames(memories),
    plugin: new DeclaredNames(plugins),
    database: new DeclaredNames(databases),
  };
  for (const [kind, { repeated }] of Object.entries(kinds)) {
    for (const { name, first } of repeated) {
      report(repeatedAt(name, first, `${kind} '${name.text}' is declared twice`));
    }
  }
}

function checkSteps(
  { report }: CheckContext,
  steps: readonly StepModel[],
  kind: 'step' | 'stage',
  owner: string,
): void {
  const declared = new Map<string, Name>();
  for (const { name } of steps) {
    const first = declared.get(name.text);
    if (first === undefined) declared.set(name.text, name);
    else report(repeatedAt(name, first, `${kind} '${name.text}' is declared twice in ${owner}`));
  }
}

function repeatedAt(name: Name, first: Name, message: string): Diagnostic {
  const related = [{ span: first, message: 'first declared here' }];
  return errorAt(name, 'DuplicateDefinition', message, { related });
}

function checkUnnamedMemories({ model, report }: CheckContext): void {
  const [first, ...others] = model.memories.filter(({ named }) => !named);
  for (const { declaration } of others) {
    report(
      warningAt(declaration.keywordSpan, 'W0306', 'this memory replaces an earlier one', {
        hint: 'give each of them a name',
        related: first ? [{ span: first.declaration.keywordSpan, message: 'the first one' }] : [],
      }),
    );
  }
}

function checkPipelines({ report }: CheckContext, declaration: Declaration): void {
  const [first, ...others] = (declaration.block?.members ?? []).filter(
    (member): member is PipelineMember => member.kind === 'PipelineMember',
  );
  for (const { keywordSpan } of others) {
    const message = `${titleOf(declaration)} has two pipelines`;
    const related = first ? [{ span: first.keywordSpan, message: 'first declared here' }] : [];
    report(errorAt(keywordSpan, 'DuplicateDefinition', message, { related }));
  }
}

/**
 * `last` holds the latest use of each key in the whole program: a map for each block would be
 * most of what the rules allocate. What it has of other blocks lies outside of this one.
 */
function checkKeys({ report }: CheckContext, block: Block, last: Map<string, Name>): void {
  for (const member of block.members) {
    if (member.kind !== 'Property' && member.kind !== 'Story') continue;
    const { key } = member;
    const earlier = last.get(key.text);
    if (earlier !== undefined && earlier.start >= block.start && earlier.end <= block.end) {
      report(
        warningAt(key, 'W0302', `'${key.text}' is set twice; the last value counts`, {
          related: [{ span: earlier, message: 'first set here' }],
        }),
      );
    }
    last.set(key.text, key);
  }
}
