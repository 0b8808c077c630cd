import type { PipelineNode } from '@mso/bytecode';
import { parseExpression } from '@mso/language';
import type { CodeFacts } from './code-facts.js';
import type { Losses } from './losses.js';
import { quote } from './quote.js';
import type { TextBudget } from './text-budget.js';

/** What the nodes of a pipeline are written with. */
export interface FlowContext {
  readonly facts: CodeFacts;
  readonly steps: ReadonlyMap<number, string>;
  readonly losses: Losses;
  readonly budget: TextBudget;
}

/** `a -> [b | c] -> if … { d } else { e }` */
export function writeFlow(nodes: readonly PipelineNode[], context: FlowContext): string {
  return writeNodes(nodes, context).join(' -> ');
}

function writeNodes(nodes: readonly PipelineNode[], context: FlowContext): string[] {
  return nodes.flatMap((node): string[] => {
    switch (node.kind) {
      case 'Step': {
        const name = context.steps.get(node.id);
        if (name === undefined) context.losses.add(`step ${node.id} of a pipeline`);
        const taken = name && context.budget.take(name);
        return taken === undefined || context.budget.isSpent ? [] : [quote(taken)];
      }
      case 'Parallel':
        return [`[${writeNodes(node.nodes, context).join(' | ')}]`];
      case 'Conditional': {
        const { thenBranch, elseBranch } = node;
        const otherwise = elseBranch ? ` else { ${writeFlow(elseBranch, context)} }` : '';
        const text = context.facts.functionAt(node.condition)?.name;
        const condition = writeCondition(text && context.budget.take(text), context);
        return [`if ${condition}{ ${writeFlow(thenBranch, context)} }${otherwise}`];
      }
    }
  });
}

/** The name of a condition's function is its text; a comment in it must not hide what follows. */
function writeCondition(text: string | undefined, { losses }: FlowContext): string {
  if (text !== undefined && isExpression(text)) return withEnd(text);
  losses.add(`the condition ${JSON.stringify(text ?? '')}, which is no expression`);
  return 'true ';
}

export function isExpression(text: string): boolean {
  return parseExpression(text).diagnostics.length === 0;
}

export function withEnd(text: string): string {
  return /#|\/\//.test(text) ? `${text}\n` : `${text} `;
}
