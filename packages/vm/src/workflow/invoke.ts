import { activeContext } from '../handlers/references.js';
import type { AgentCard, AgentReply, ContextCard } from '../machine/agent-host.js';
import type { HelixVM } from '../machine/helix-vm.js';
import { Fault } from '../machine/runtime-error.js';
import type { Thread } from '../machine/thread.js';
import { copyValue } from '../values/copy-value.js';
import { detached } from '../values/detached.js';
import {
  type Entity,
  isWord,
  type ObjectValue,
  SecretReference,
  type Value,
} from '../values/value.js';
import type { RequestMaker } from './agent-calls.js';
import { failAttempt } from './attempts.js';
import { progressOf, type Question } from './crew-plan.js';
import type { AgentCall, Invocation } from './invocation.js';
import { textOf } from './task-text.js';
import { workerOf } from './workers.js';

/**
 * Begins `InvokeAgent` or `InvokeCrew`: the thread waits at the instruction, with its operands on
 * the stack, until the agents have answered.
 */
export function beginInvocation(vm: HelixVM, op: 'InvokeAgent' | 'InvokeCrew', id: number): void {
  const { current } = vm.scheduler;
  const { stack } = current;
  if (current.currentFrame.function === undefined) {
    throw new Fault('InvalidInstruction', `${op} stands outside of a function`);
  }
  const inputs = stack.at(stack.size - 2);
  const task = stack.at(stack.size - 1);
  if (inputs === undefined || task === undefined || stack.size < 2) {
    throw new Fault('StackUnderflow', 'Stack underflow');
  }
  const given = detached(vm.memory, inputs, vm.vmConfig.maxMemory);
  if (!(given instanceof Map)) throw new Fault('TypeConversion', 'inputs are an object');
  current.invocation = {
    worker: workerOf(vm, op, id),
    task: textOf(vm, task),
    ...{ inputs: given, answers: new Map(), calls: [] },
  };
  current.state = { kind: 'agents' };
  const atMs = current.stepRun?.deadlineMs;
  if (atMs !== undefined) {
    vm.timetable.add({ kind: 'attempt timeout', atMs, thread: current });
  }
  askOn(vm, current, current.invocation);
}

/** Takes a call's reply, which is due: the crew goes on, the attempt fails, or all is answered. */
export function takeReply(vm: HelixVM, thread: Thread, call: AgentCall, reply: AgentReply): void {
  const { invocation } = thread;
  if (invocation === undefined) return;
  invocation.calls = invocation.calls.filter((open) => open !== call);
  vm.calls.close(call);
  vm.report(({ call: told }) => told?.(thread, call, reply));
  if (reply.kind === 'failure') {
    failAttempt(vm, thread, `agent ${JSON.stringify(call.agent.name)}: ${reply.message}`);
    return;
  }
  const { usage } = reply;
  const run = thread.stepRun;
  if (run) {
    run.inputTokens += usage?.inputTokens ?? 0;
    run.outputTokens += usage?.outputTokens ?? 0;
  }
  // What the program makes of it must not show in what the host has.
  invocation.answers.set(call.path, copyValue(reply.output, vm.vmConfig.maxMemory));
  askOn(vm, thread, invocation);
}

/** Asks what is to be asked with the answers so far, or ends the instruction. */
function askOn(vm: HelixVM, thread: Thread, invocation: Invocation): void {
  const progress = progressOf(invocation.worker, invocation.inputs, invocation.answers);
  switch (progress.kind) {
    case 'failed':
      return failAttempt(vm, thread, progress.message);
    case 'done':
      return complete(vm, thread, progress.output);
    case 'open': {
      const asked = new Set(invocation.calls.map(({ path }) => path));
      const open = progress.questions.filter(({ path }) => !asked.has(path));
      for (const question of open) ask(vm, thread, invocation, question);
    }
  }
}

/** Pops the operands, pushes the answer, and goes on behind the instruction. */
function complete({ scheduler }: HelixVM, thread: Thread, output: Value): void {
  thread.invocation = undefined;
  thread.stack.cutTo(thread.stack.size - 2);
  thread.push(output);
  thread.useFrame();
  thread.registers.programCounter++;
  scheduler.wake(thread);
}

function ask(vm: HelixVM, thread: Thread, invocation: Invocation, question: Question): void {
  const { path, agent, crew } = question;
  const call: AgentCall = {
    ...{ id: vm.takeCallId(), path, agent, askedMs: vm.nowMs },
    ...{ reply: undefined, dueMs: undefined },
    ...(crew !== undefined && { crew }),
  };
  invocation.calls = [...invocation.calls, call];
  const run = thread.stepRun;
  if (run) run.agentCalls++;
  vm.report(({ call: told }) => told?.(thread, call));
  vm.calls.ask(thread, call, requestMaker(vm, thread, invocation, question, call));
}

/** What is to be asked is settled now, also where it is asked later. */
function requestMaker(
  vm: HelixVM,
  thread: Thread,
  { task }: Invocation,
  { agent, inputs, crew }: Question,
  call: AgentCall,
): RequestMaker {
  const context = activeContext(vm);
  const request = {
    agent: agentCard(agent),
    task,
    inputs,
    context: context && contextCard(vm, context),
    secrets: secretsOf(context),
    workflow: thread.workflowRun?.workflow.name ?? '',
    step: thread.stepRun?.step.name ?? '',
    attempt: thread.stepRun?.attempts ?? 1,
    ...(crew !== undefined && { crew }),
    onText: (piece: string) => vm.events.text?.(thread, call, piece),
  };
  return (signal) => ({ ...request, signal });
}

function agentCard({ name, properties }: Entity): AgentCard {
  const text = (key: string): string | undefined => {
    const value = properties.get(key);
    return typeof value === 'string' ? value : undefined;
  };
  const number = (key: string): number | undefined => {
    const value = properties.get(key);
    return typeof value === 'number' ? value : undefined;
  };
  const temperature = number('temperature');
  const maxTokens = number('max_tokens');
  const backstory = text('backstory');
  return {
    name,
    model: text('model') ?? 'gpt-4',
    role: text('role') ?? 'Assistant',
    ...(temperature !== undefined && { temperature }),
    ...(maxTokens !== undefined && { maxTokens }),
    ...(backstory !== undefined && { backstory }),
    capabilities: words(properties.get('capabilities')),
    tools: words(properties.get('tools')),
  };
}

function words(value: Value | undefined): string[] {
  return Array.isArray(value) ? value.filter(isWord) : [];
}

function contextCard(vm: HelixVM, { name, properties }: Entity): ContextCard {
  const environment = properties.get('environment');
  const variables = properties.get('variables');
  const values = detached(vm.memory, variables ?? null, vm.vmConfig.maxMemory);
  return {
    name,
    environment: typeof environment === 'string' ? environment : '',
    variables: values instanceof Map ? values : new Map(),
  };
}

function secretsOf(context: Entity | undefined): ReadonlyMap<string, SecretReference> {
  const secrets = context?.properties.get('secrets');
  const found = new Map<string, SecretReference>();
  if (!(secrets instanceof Map)) return found;
  for (const [key, value] of secrets as ObjectValue) {
    if (value instanceof SecretReference) found.set(key, value);
  }
  return found;
}
