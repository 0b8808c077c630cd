import { sameValue } from '../values/same-value.js';
import type { Entity, ObjectValue, Value } from '../values/value.js';

/** Who works on a step: an agent, or a crew of agents and crews. */
export type Worker = AgentWorker | CrewWorker;

export interface AgentWorker {
  readonly kind: 'agent';
  readonly agent: Entity;
}

export interface CrewWorker {
  readonly kind: 'crew';
  readonly name: string;
  readonly process: CrewProcess;
  readonly members: readonly Worker[];
  /** Of a hierarchical crew. */
  readonly manager?: AgentWorker;
}

export type CrewProcess = 'sequential' | 'parallel' | 'hierarchical' | 'consensus';

/** A question to an agent; the path says which one within the crew, the same in every run. */
export interface Question {
  readonly path: string;
  readonly agent: Entity;
  readonly inputs: ObjectValue;
  readonly crew?: string;
}

export type Progress =
  | { readonly kind: 'done'; readonly output: Value }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'open'; readonly questions: readonly Question[] };

/** What the agents have answered so far, by the paths of the questions. */
export type Answers = ReadonlyMap<string, Value>;

/**
 * How far a worker has come with what has been answered: it is asked again after every answer,
 * and its questions are those that have none yet. Nothing is kept between two calls, so that a
 * machine that goes back in time need only forget answers.
 *
 * A member of a sequential crew gets the output of the one before as `previous`; the members of a
 * hierarchical crew get what the manager said first as `plan`, and the manager then gets their
 * outputs as `outputs`, by name.
 */
export function progressOf(
  worker: Worker,
  inputs: ObjectValue,
  answers: Answers,
  place: { readonly path: string; readonly crew?: string } = { path: '' },
): Progress {
  if (worker.kind === 'crew') return crewProgress(worker, inputs, answers, place.path);
  const answer = answers.get(place.path);
  if (answer !== undefined) return { kind: 'done', output: answer };
  const question = { path: place.path, agent: worker.agent, inputs };
  const { crew } = place;
  return { kind: 'open', questions: [{ ...question, ...(crew !== undefined && { crew }) }] };
}

function crewProgress(
  crew: CrewWorker,
  inputs: ObjectValue,
  answers: Answers,
  path: string,
): Progress {
  const ask = (worker: Worker, name: string, given: ObjectValue): Progress =>
    progressOf(worker, given, answers, { path: `${path}/${name}`, crew: crew.name });
  const askAll = (given: ObjectValue): Together =>
    together(crew.members.map((member, index) => ask(member, String(index), given)));
  switch (crew.process) {
    case 'sequential':
      return inTurn(crew, inputs, ask);
    case 'parallel': {
      const all = askAll(inputs);
      return 'outputs' in all ? { kind: 'done', output: byName(crew, all.outputs) } : all;
    }
    case 'consensus': {
      const all = askAll(inputs);
      return 'outputs' in all ? majority(crew, all.outputs) : all;
    }
    case 'hierarchical': {
      const { manager } = crew;
      if (manager === undefined) {
        return { kind: 'failed', message: `crew ${JSON.stringify(crew.name)} has no manager` };
      }
      const plan = ask(manager, 'plan', inputs);
      if (plan.kind !== 'done') return plan;
      const all = askAll(withInput(inputs, 'plan', plan.output));
      if (!('outputs' in all)) return all;
      const given = withInput(inputs, 'outputs', byName(crew, all.outputs));
      return ask(manager, 'review', withInput(given, 'plan', plan.output));
    }
  }
}

function inTurn(
  { members }: CrewWorker,
  inputs: ObjectValue,
  ask: (worker: Worker, name: string, given: ObjectValue) => Progress,
): Progress {
  let output: Value = null;
  for (const [index, member] of members.entries()) {
    const given = index === 0 ? inputs : withInput(inputs, 'previous', output);
    const progress = ask(member, String(index), given);
    if (progress.kind !== 'done') return progress;
    output = progress.output;
  }
  return { kind: 'done', output };
}

type Together = { readonly outputs: readonly Value[] } | Exclude<Progress, { kind: 'done' }>;

/** All at once: the first failure counts, else all questions that are open. */
function together(all: readonly Progress[]): Together {
  const failed = all.find((progress) => progress.kind === 'failed');
  if (failed) return failed;
  const questions = all.flatMap((progress) => (progress.kind === 'open' ? progress.questions : []));
  if (questions.length > 0) return { kind: 'open', questions };
  return { outputs: all.map((progress) => (progress.kind === 'done' ? progress.output : null)) };
}

/** The output that more than half of the members agree on. */
function majority({ name, members }: CrewWorker, outputs: readonly Value[]): Progress {
  for (const output of outputs) {
    const votes = outputs.filter((other) => sameValue(output, other)).length;
    if (votes > members.length / 2) return { kind: 'done', output };
  }
  const different = outputs.filter(
    (output, index) => outputs.findIndex((other) => sameValue(output, other)) === index,
  ).length;
  const message =
    `crew ${JSON.stringify(name)} found no consensus: ` +
    `${members.length} members gave ${different} different answers`;
  return { kind: 'failed', message };
}

function byName({ members }: CrewWorker, outputs: readonly Value[]): ObjectValue {
  return new Map(members.map((member, index) => [nameOf(member), outputs[index] ?? null]));
}

function nameOf(worker: Worker): string {
  return worker.kind === 'agent' ? worker.agent.name : worker.name;
}

function withInput(inputs: ObjectValue, name: string, value: Value): ObjectValue {
  return new Map([...inputs, [name, value]]);
}
