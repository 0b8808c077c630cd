import type { Module } from '@mso/bytecode';
import { CodeFacts } from './code-facts.js';
import type { DeclaredEntity, DeclaredMember } from './declarations.js';
import { quote } from './quote.js';
import { writeContextMembers } from './write-context.js';
import { type FlowContext, writeFlow } from './write-flow.js';
import { writeTopPipeline } from './write-pipeline.js';
import { writeBlock, writeNamed, writeProperty } from './write-property.js';
import { writeStep } from './write-step.js';
import { writeStory } from './write-story.js';
import { writeTriggered } from './write-trigger.js';
import type { ValueWriter } from './write-value.js';

/** The text of what a module declares; only the formatter makes it a pleasure to read. */
export function writeProgram(
  module: Module,
  entities: readonly DeclaredEntity[],
  writer: ValueWriter,
): string {
  const facts = new CodeFacts(module);
  return `${entities.map((entity) => writeEntity(entity, facts, writer)).join('\n\n')}\n`;
}

function writeEntity(entity: DeclaredEntity, facts: CodeFacts, writer: ValueWriter): string {
  const { kind, name, members } = entity;
  switch (kind) {
    case 'workflow':
      return writeNamed(kind, name, writeWorkflowMembers(entity, facts, writer));
    case 'context':
      return writeNamed(
        kind,
        name,
        writeContextMembers(entity, facts.variablesOf(entity.id), writer),
      );
    case 'pipeline':
      return writeTopPipeline(entity, facts, writer);
    case 'project':
    case 'memory': {
      const lines = members.map((member) => writeMember(member, writer));
      // The name that stands for none.
      return name === kind ? writeBlock(kind, lines) : writeNamed(kind, name, lines);
    }
    default: {
      const lines = members.map((member) =>
        kind === 'agent' ? writeAgentMember(member, writer) : writeMember(member, writer),
      );
      // A load keeps its block, even an empty one: without, it would have to find a file.
      return writeNamed(kind, name, lines);
    }
  }
}

function writeMember(member: DeclaredMember, writer: ValueWriter): string {
  if (member.kind === 'Property') return writeProperty(member.key, member.value, writer);
  writer.losses.add(`${member.kind.toLowerCase()} where there can be none`);
  return '';
}

function writeAgentMember(member: DeclaredMember, writer: ValueWriter): string {
  if (member.kind === 'Capabilities') {
    return `capabilities = [${member.words.map(quote).join(', ')}]`;
  }
  const isStory =
    member.kind === 'Property' && member.key === 'backstory' && member.value.kind === 'Text';
  return isStory && member.value.kind === 'Text'
    ? writeStory(member.value.text)
    : writeMember(member, writer);
}

function writeWorkflowMembers(
  workflow: DeclaredEntity,
  facts: CodeFacts,
  writer: ValueWriter,
): readonly string[] {
  const { losses, budget } = writer;
  const steps = workflow.members.flatMap((member): [number, string][] =>
    member.kind === 'Step' ? [[member.step.id, member.step.name]] : [],
  );
  const context: FlowContext = { facts, steps: new Map(steps), losses, budget };
  return writeTriggered(workflow.members, writer, (member) => {
    switch (member.kind) {
      case 'Step':
        return `\n${writeStep('step', member.step, workflow, facts, writer)}`;
      case 'Pipeline':
        return `\npipeline { ${writeFlow(member.nodes, context)} }`;
      default:
        return writeMember(member, writer);
    }
  });
}
