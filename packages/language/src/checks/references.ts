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
    if (pipeline) {
      const { stages } = pipeline;
      checkSteps(use, stages, stepNamesOf(stages), `${titleOf(declaration)}, stage`);
    }
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
  /** @param itself the step that the name stands in, which is never meant */
  step(name: NameUse, place: string, steps: Names, itself?: string): void;
}

interface Names extends Iterable<string> {
  /** Notes that a name is used; false where it is not declared. */
  use(name: string): boolean;
}

/** A name that stands where the parser read nothing is taken for a declared one. */
function usesOf({ declared: kinds, program, report, suggest }: CheckContext): Uses {
  const unread = new Set(program.unread?.map(({ text }) => text));
  const { agents, crews, workflows } = kinds;
  const check =
    (code: string, kind: string, plural = `${kind}s`) =>
    (name: NameUse, place: string, declared: readonly Names[], itself?: string): void => {
      if (declared.some((names) => names.use(name.text)) || unread.has(name.text)) return;
      const hint = suggest(name.text, plural, union(declared, itself));
      report(errorAt(name, code, `undefined ${kind} '${name.text}' in ${place}`, { hint }));
    };
  const checkAgent = check('UndefinedAgent', 'agent');
  const checkMember = check('UndefinedAgent', 'agent or crew', 'agents and crews');
  const checkWorkflowName = check('UndefinedWorkflow', 'workflow');
  const checkStep = check('UndefinedStep', 'step');
  const [onlyAgents, members, onlyWorkflows] = [[agents], [agents, crews], [workflows]];
  return {
    agent: (name, place) => checkAgent(name, place, onlyAgents),
    agentOrCrew: (name, place) => checkMember(name, place, members),
    workflow: (name, place) => checkWorkflowName(name, place, onlyWorkflows),
    step: (name, place, steps, itself) => {
      if (!steps.use(name.text)) checkStep(name, place, [steps], itself);
    },
  };
}

function checkWorkflow(use: Uses, workflow: WorkflowModel): void {
  const { declaration, steps, pipeline, outputs, onError, properties } = workflow;
  const place = titleOf(declaration);
  const declared = stepNamesOf(steps);
  checkSteps(use, steps, declared, `${place}, step`);
  for (const name of outputs) use.step(name, place, declared);
  for (const name of pipeline === undefined ? [] : stepNames(pipeline.flow)) {
    use.step(name, place, declared);
  }
  if (onError !== undefined) use.workflow(onError, place);
  const agent = findProperty(properties, 'agent');
  const name = agent === undefined ? undefined : nameUseOf(agent.value);
  if (name !== undefined) use.agent(name, place);
}

function checkSteps(use: Uses, steps: readonly StepModel[], declared: Names, kind: string): void {
  for (const { name, agent, crew, dependsOn } of steps) {
    const place = `${kind} '${name.text}'`;
    if (agent !== undefined) use.agent(agent, place);
    for (const member of crew ?? []) use.agentOrCrew(member, place);
    for (const dependency of dependsOn) use.step(dependency, place, declared, name.text);
  }
}

/** Of steps nobody asks which are used. */
class StepNames extends Set<string> {
  use(name: string): boolean {
    return this.has(name);
  }
}

function stepNamesOf(steps: readonly StepModel[]): StepNames {
  return new StepNames(steps.map(({ name }) => name.text));
}

/** All names of several sets, not gathered: few are looked at, for each mistake. */
function union(sets: readonly Iterable<string>[], without?: string): Iterable<string> {
  return {
    *[Symbol.iterator]() {
      for (const names of sets) {
        for (const name of names) if (name !== without) yield name;
      }
    },
  };
}
