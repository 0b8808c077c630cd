import { errorAt, warningAt } from '../diagnostic.js';
import type { Entity, StepModel } from '../model/model.js';
import type { Block, Declaration, Name, PipelineMember } from '../syntax/tree.js';
import { titleOf, visitBlocks } from './blocks.js';
import type { CheckContext, Part } from './context.js';

/** Names declared twice, keys written twice. */
export function checkDuplicates(context: CheckContext): (part: Part) => void {
  const { model } = context;
  const kinds = [model.agents, model.workflows, model.contexts, model.crews];
  for (const entities of [...kinds, model.memories, model.plugins, model.databases]) {
    checkEntities(context, entities);
  }
  checkUnnamedMemories(context);
  return ({ declaration, workflow, pipeline }) => {
    if (workflow) {
      checkSteps(context, workflow.steps, 'step', titleOf(declaration));
      checkPipelines(context, declaration);
    }
    if (pipeline) checkSteps(context, pipeline.stages, 'stage', titleOf(declaration));
    visitBlocks(declaration, (block) => checkKeys(context, block));
  };
}

function checkEntities(context: CheckContext, entities: readonly Entity[]): void {
  const names = entities.map(({ declaration }) => declaration.name);
  const kind = entities[0]?.declaration.keyword ?? '';
  reportRepeated(context, names, (name) => `${kind} '${name}' is declared twice`);
}

function checkSteps(
  context: CheckContext,
  steps: readonly StepModel[],
  kind: 'step' | 'stage',
  owner: string,
): void {
  const names = steps.map(({ name }) => name);
  reportRepeated(context, names, (name) => `${kind} '${name}' is declared twice in ${owner}`);
}

function reportRepeated(
  context: CheckContext,
  names: readonly (Name | undefined)[],
  message: (name: string) => string,
): void {
  const first = new Map<string, Name>();
  for (const name of names) {
    if (name === undefined) continue;
    const earlier = first.get(name.text);
    if (earlier === undefined) first.set(name.text, name);
    else {
      const related = [{ span: earlier, message: 'first declared here' }];
      context.report(errorAt(name, 'DuplicateDefinition', message(name.text), { related }));
    }
  }
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

function checkKeys({ report }: CheckContext, block: Block): void {
  const seen = new Map<string, Name>();
  for (const member of block.members) {
    if (member.kind !== 'Property' && member.kind !== 'Story') continue;
    const { key } = member;
    const earlier = seen.get(key.text);
    if (earlier !== undefined) {
      report(
        warningAt(key, 'W0302', `'${key.text}' is set twice; the last value counts`, {
          related: [{ span: earlier, message: 'first set here' }],
        }),
      );
    }
    seen.set(key.text, key);
  }
}
