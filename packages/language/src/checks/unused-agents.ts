import { warningAt } from '../diagnostic.js';
import { stepNames } from './blocks.js';
import type { CheckContext } from './context.js';

/**
 * Agents that no step and no crew works with, once all uses are noted. A program without workflows
 * and crews is a collection of agents for others; in one with errors a use may be misspelt.
 */
export function checkUnusedAgents({ model, declared, report, hasErrors }: CheckContext): void {
  const isUsing = model.workflows.length + model.crews.length + model.pipelines.length > 0;
  if (!isUsing || hasErrors()) return;
  // A standalone pipeline may name agents in its flow.
  for (const { flow } of model.pipelines) {
    for (const { text } of flow === undefined ? [] : stepNames(flow.flow))
      declared.agents.use(text);
  }
  for (const { name, declaration } of declared.agents.unused) {
    if (declaration.name === undefined) continue;
    const hint = 'name it in a step or a crew, or remove it';
    report(warningAt(declaration.name, 'W0310', `agent '${name}' is never used`, { hint }));
  }
}
