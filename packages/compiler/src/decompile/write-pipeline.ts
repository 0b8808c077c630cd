import { type Flow, parse, SourceFile } from '@mso/language';
import { describeFlow, flowNames } from '../lower/workflows.js';
import type { CodeFacts } from './code-facts.js';
import type { DeclaredEntity, DeclaredMember } from './declarations.js';
import type { ValueNode } from './property-tree.js';
import { quote } from './quote.js';
import { writeBlock, writeProperty } from './write-property.js';
import { writeStep } from './write-step.js';
import type { ValueWriter } from './write-value.js';

/** A top-level pipeline: its flow where it is nothing but that, else its stages and properties. */
export function writeTopPipeline(
  pipeline: DeclaredEntity,
  facts: CodeFacts,
  writer: ValueWriter,
): string {
  const { kind, name, members } = pipeline;
  // The name that stands for none.
  const head = name === kind ? kind : `${kind} ${quote(name)}`;
  const flow = flowOf(members);
  if (flow !== undefined) return `${head} { ${flow} }`;
  const lines = members.map((member): string => {
    if (member.kind === 'Step') return writeStep('stage', member.step, pipeline, facts, writer);
    if (member.kind !== 'Property') return '';
    return asPropertyOfPipeline(writeProperty(member.key, member.value, writer));
  });
  return writeBlock(head, lines);
}

/** A block of properties must begin with `key =`, or it would be a flow. */
function asPropertyOfPipeline(text: string): string {
  return text.replace(/^("(?:[^"\\]|\\.)*"|\S+) \{/, '$1 = {');
}

/** What stands between the braces of a pipeline that has only stages, and perhaps branches. */
function flowOf(members: readonly DeclaredMember[]): string | undefined {
  const [stages, described, ...others] = members;
  if (stages?.kind !== 'Property' || stages.key !== 'stages' || others.length > 0) return undefined;
  const names = textsOf(stages.value);
  if (names === undefined) return undefined;
  if (described === undefined) return names.map(quote).join(' -> ');
  if (described.kind !== 'Property' || described.key !== 'flow') return undefined;
  if (described.value.kind !== 'Text') return undefined;
  return isFlow(described.value.text, names) ? described.value.text : undefined;
}

function textsOf(value: ValueNode): readonly string[] | undefined {
  if (value.kind !== 'List') return undefined;
  const texts = value.items.flatMap((item) => (item.kind === 'Text' ? [item.text] : []));
  return texts.length === value.items.length ? texts : undefined;
}

/** Whether a text is read as a flow that is described by it, with branches and these steps. */
function isFlow(text: string, names: readonly string[]): boolean {
  const file = new SourceFile('', `pipeline { ${text} }`);
  const { program, diagnostics } = parse(file);
  const [only, ...others] = program.declarations;
  const flow: Flow | undefined = only?.flow;
  if (flow === undefined || diagnostics.length > 0 || others.length > 0) return false;
  const found = flowNames(flow).map((name) => name.text);
  return (
    flow.nodes.some(({ kind }) => kind !== 'StepNode') &&
    describeFlow(file, flow.nodes) === text &&
    found.length === names.length &&
    found.every((name, at) => name === names[at])
  );
}
