import { warningAt } from '../diagnostic.js';
import type { Model, NameUse, StepModel } from '../model/model.js';
import { findProperty, nameUseOf } from '../model/values.js';
import { stepNames } from './blocks.js';
import type { CheckContext } from './context.js';

/**
 * Agents that no step and no crew works with. A program without workflows and crews is a
 * collection of agents for others; in one with errors a use may be misspelt.
 */
export function checkUnusedAgents({ model, report, hasErrors }: CheckContext): void {
  const isUsing = model.workflows.length + model.crews.length + model.pipelines.length > 0;
  if (!isUsing || hasErrors()) return;
  const used = new Set<string>();
  for (const { text } of workers(model)) used.add(text);
  for (const { name, declaration } of model.agents) {
    if (used.has(name) || declaration.name === undefined) continue;
    const hint = 'name it in a step or a crew, or remove it';
    report(warningAt(declaration.name, 'W0310', `agent '${name}' is never used`, { hint }));
  }
}

/** Whoever is named as a worker. A standalone pipeline may name agents in its flow. */
function* workers(model: Model): Generator<NameUse> {
  for (const { properties, steps } of model.workflows) {
    const standing = findProperty(properties, 'agent');
    const agent = standing && nameUseOf(standing.value);
    if (agent !== undefined) yield agent;
    yield* workersOf(steps);
  }
  for (const { agents, manager } of model.crews) {
    yield* agents;
    if (manager !== undefined) yield manager;
  }
  for (const { flow, stages } of model.pipelines) {
    if (flow !== undefined) yield* stepNames(flow.flow);
    yield* workersOf(stages);
  }
}

function* workersOf(steps: readonly StepModel[]): Generator<NameUse> {
  for (const { agent, crew } of steps) {
    if (agent !== undefined) yield agent;
    yield* crew ?? [];
  }
}
