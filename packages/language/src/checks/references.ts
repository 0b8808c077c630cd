import { errorAt } from '../diagnostic.js';
import type { CrewModel, NameUse, StepModel, WorkflowModel } from '../model/model.js';
import { findProperty, nameUseOf } from '../model/values.js';
import { stepNames, titleOf } from './blocks.js';
import type { CheckContext, Part } from './context.js';

/** Names that are used must be declared, in whatever order. */
export function checkReferences(context: CheckContext): (part: Part) => void {
  const use = usesOf(context);
  return ({ declaration, workflow, pipeline, crew }) => {
    if (workflow) checkWorkflow(use, workflow);
    if (pipeline) checkSteps(use, pipeline.stages, 'stage', titleOf(declaration));
    if (crew) checkCrew(use, crew);
  };
}

function checkCrew(use: Uses, { agents, manager, declaration }: CrewModel): void {
  const title = titleOf(declaration);
  for (const name of agents) use.agent(name, title);
  if (manager !== undefined) use.agent(manager, `${title} manager`);
}

/** One checker for each kind of name. */
interface Uses {
  agent(name: NameUse, place: string): void;
  agentOrCrew(name: NameUse, place: string): void;
  workflow(name: NameUse, place: string): void;
  step(name: NameUse, place: string, steps: ReadonlySet<string>): void;
}

/** A name that stands where the parser read nothing is taken for a declared one. */
function usesOf({ model, program, report, suggest }: CheckContext): Uses {
  const unread = new Set(program.unread?.map(({ text }) => text));
  const agents = new Set(model.agents.map(({ name }) => name));
  const members = new Set([...agents, ...model.crews.map(({ name }) => name)]);
  const workflows = new Set(model.workflows.map(({ name }) => name));
  const check =
    (code: string, kind: string, plural = `${kind}s`) =>
    (name: NameUse, place: string, declared: ReadonlySet<string>): void => {
      if (declared.has(name.text) || unread.has(name.text)) return;
      const hint = suggest(name.text, plural, declared);
      report(errorAt(name, code, `undefined ${kind} '${name.text}' in ${place}`, { hint }));
    };
  const checkAgent = check('UndefinedAgent', 'agent');
  const checkMember = check('UndefinedAgent', 'agent or crew', 'agents and crews');
  const checkWorkflowName = check('UndefinedWorkflow', 'workflow');
  return {
    agent: (name, place) => checkAgent(name, place, agents),
    agentOrCrew: (name, place) => checkMember(name, place, members),
    workflow: (name, place) => checkWorkflowName(name, place, workflows),
    step: check('UndefinedStep', 'step'),
  };
}

function checkWorkflow(use: Uses, workflow: WorkflowModel): void {
  const { declaration, steps, pipeline, outputs, onError, properties } = workflow;
  const place = titleOf(declaration);
  checkSteps(use, steps, 'step', place);
  const declared = new Set(steps.map(({ name }) => name.text));
  for (const name of outputs) use.step(name, place, declared);
  for (const name of pipeline === undefined ? [] : stepNames(pipeline.flow)) {
    use.step(name, place, declared);
  }
  if (onError !== undefined) use.workflow(onError, place);
  const agent = findProperty(properties, 'agent');
  const name = agent === undefined ? undefined : nameUseOf(agent.value);
  if (name !== undefined) use.agent(name, place);
}

function checkSteps(
  use: Uses,
  steps: readonly StepModel[],
  kind: 'step' | 'stage',
  owner: string,
): void {
  const declared = new Set(steps.map(({ name }) => name.text));
  for (const { name, agent, crew, dependsOn } of steps) {
    const place = `${owner}, ${kind} '${name.text}'`;
    if (agent !== undefined) use.agent(agent, place);
    for (const member of crew ?? []) use.agentOrCrew(member, place);
    for (const dependency of dependsOn) use.step(dependency, place, declared);
  }
}
