import { errorAt, warningAt } from '../diagnostic.js';
import type { StepModel } from '../model/model.js';
import type { Block, Declaration, Name, PipelineMember } from '../syntax/tree.js';
import { titleOf, visitBlocks } from './blocks.js';
import type { CheckContext, Part } from './context.js';

/** The declarations whose names tell them apart. */
const uniqueKinds = ['agent', 'workflow', 'context', 'crew', 'memory', 'plugin', 'database'];

/** Names declared twice, keys written twice. */
export function checkDuplicates(context: CheckContext): (part: Part) => void {
  checkUnnamedMemories(context);
  const entities = new Map(uniqueKinds.map((kind) => [kind, new Map<string, Name>()]));
  const keys = new Map<string, Name>();
  return ({ declaration, workflow, pipeline }) => {
    const declared = entities.get(declaration.keyword);
    if (declared && declaration.name) checkEntity(context, declared, declaration, declaration.name);
    if (workflow) {
      checkSteps(context, workflow.steps, 'step', titleOf(declaration));
      checkPipelines(context, declaration);
    }
    if (pipeline) checkSteps(context, pipeline.stages, 'stage', titleOf(declaration));
    visitBlocks(declaration, (block) => checkKeys(context, block, keys));
  };
}

function checkEntity(
  context: CheckContext,
  declared: Map<string, Name>,
  { keyword }: Declaration,
  name: Name,
): void {
  reportRepeated(context, declared, name, (text) => `${keyword} '${text}' is declared twice`);
}

function checkSteps(
  context: CheckContext,
  steps: readonly StepModel[],
  kind: 'step' | 'stage',
  owner: string,
): void {
  const declared = new Map<string, Name>();
  for (const { name } of steps) {
    const message = (text: string): string => `${kind} '${text}' is declared twice in ${owner}`;
    reportRepeated(context, declared, name, message);
  }
}

/** Takes in one more name, and reports it where it is there already. */
function reportRepeated(
  { report }: CheckContext,
  declared: Map<string, Name>,
  name: Name,
  message: (name: string) => string,
): void {
  const earlier = declared.get(name.text);
  if (earlier === undefined) declared.set(name.text, name);
  else {
    const related = [{ span: earlier, message: 'first declared here' }];
    report(errorAt(name, 'DuplicateDefinition', message(name.text), { related }));
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
