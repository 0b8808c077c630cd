import type { CodeFacts } from './code-facts.js';
import type { DeclaredEntity } from './declarations.js';
import { quote, quoteKey } from './quote.js';
import { StepCode, writeEvaluated } from './step-code.js';
import { isExpression, withEnd } from './write-flow.js';
import { writeProperty } from './write-property.js';
import type { ValueWriter } from './write-value.js';

/** `Call attempt, Pop, Push true, Return`: longer code asks a condition first. */
const codeWithoutCondition = 4;

/** A step of a workflow or a stage of a pipeline. */
export function writeStep(
  keyword: 'step' | 'stage',
  step: DeclaredEntity,
  owner: DeclaredEntity,
  facts: CodeFacts,
  writer: ValueWriter,
): string {
  const evaluated = evaluatedTexts(step, owner, facts, writer);
  const entry = facts.functionAt(step.definition?.entry);
  const hasCondition = entry === undefined || entry.end - entry.start > codeWithoutCondition;
  const lines = step.members.map((member): string => {
    if (member.kind !== 'Property') return '';
    const { key, value } = member;
    const text = evaluated.get(key);
    if (text !== undefined) return `${quoteKey(key)} = ${text}`;
    const isCondition = key === 'when' && value.kind === 'Text' && isExpression(value.text);
    if (isCondition && hasCondition) return `when = ${withEnd(value.text)}`;
    return writeProperty(key, value, writer);
  });
  return `${keyword} ${quote(step.name)} {\n${lines.join('\n')}\n}`;
}

/** The inputs and the task, in the order in which the code evaluates them. */
function evaluatedTexts(
  step: DeclaredEntity,
  owner: DeclaredEntity,
  facts: CodeFacts,
  writer: ValueWriter,
): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const code = StepCode.of(facts.module, facts.attemptAt(step.id), step, facts.scopeOf(owner));
  if (code === undefined) return texts;
  for (const key of code.isInvoking ? ['inputs', 'task'] : ['inputs']) {
    const member = step.members.find((each) => each.kind === 'Property' && each.key === key);
    if (member?.kind !== 'Property') continue;
    texts.set(key, writeEvaluated(code, key, member.value, writer));
  }
  return texts;
}
