import type { CodeFunction } from '@mso/bytecode';
import { factsOf } from '../handlers/module-facts.js';
import type { CallFrame } from '../machine/call-frame.js';
import { functionFrame } from '../machine/calls.js';
import type { HelixVM } from '../machine/helix-vm.js';
import { pushFrame } from '../machine/push-frame.js';
import { Fault } from '../machine/runtime-error.js';
import { Thread } from '../machine/thread.js';
import { Duration, isZero, type ObjectValue } from '../values/value.js';
import { flowGraph, names, title } from './flow-graph.js';
import { StepRun } from './step-run.js';
import { type NextTurn, WorkflowRun } from './workflow-run.js';

type StepTurn = Extract<NextTurn, { kind: 'step' }>;

/**
 * `Pipeline`: runs the steps of a workflow. The instruction is executed again each time that what
 * it has begun (a condition, a step, the threads of steps) has ended, until all steps are over;
 * then it pushes whether the workflow failed.
 */
export function runPipeline(vm: HelixVM, workflowId: number): void {
  const { current } = vm.scheduler;
  const frame = current.currentFrame;
  const known = frame.drives;
  const run = known?.workflow.id === workflowId ? known : beginRun(vm, workflowId);
  frame.drives = run;
  if (!run.isUnderWay) run.place = { thread: current, address: current.registers.programCounter };
  run.isUnderWay = true;
  finishTurn(vm, run);
  const turn = startThreads(vm, run);
  switch (turn.kind) {
    case 'decision':
      run.busyWith = turn;
      return callFunction(vm, turn.condition);
    case 'step':
      run.busyWith = turn;
      return startHere(vm, run, turn);
    case 'wait':
      current.state = { kind: 'steps' };
      return;
    case 'over':
      return endRun(vm, frame, run);
  }
}

/** The function of a workflow has been entered: its run begins, and its steps are known. */
export function enterWorkflow(vm: HelixVM, frame: CallFrame): void {
  const workflow = vm.declarations.get(frame.entity ?? 0);
  if (workflow?.kind === 'workflow') frame.drives = beginRun(vm, workflow.id);
}

/** Ends the frame of a step, which has returned or failed; its thread ends if it was its own. */
export function settleStep(vm: HelixVM, thread: Thread, frame: CallFrame): void {
  const { stepRun, workflowRun } = frame;
  if (stepRun === undefined || workflowRun === undefined) return;
  vm.scheduler.end(thread);
  vm.report((events) => events.thread?.(thread, 'exited'));
  workflowRun.stepEnded(stepRun);
  const owner = workflowRun.place.thread;
  if (owner.state.kind === 'steps') vm.scheduler.wake(owner);
  else startThreads(vm, workflowRun, 'parallel only');
}

/** Ends everything that goes on in a workflow, which has taken too long. */
export function timeOutWorkflow(
  vm: HelixVM,
  run: WorkflowRun,
  fail: (thread: Thread, stepRun: StepRun, message: string) => void,
): void {
  const timeout = run.workflow.properties.get('timeout');
  const message = `the workflow took longer than ${String(timeout)}`;
  run.error = message;
  run.deadlineMs = undefined;
  run.skipRest(message, vm.nowMs);
  for (const thread of vm.scheduler.threads) {
    const { stepRun } = thread;
    if (stepRun?.status === 'running' && run.steps.get(stepRun.step.name) === stepRun) {
      fail(thread, stepRun, message);
    }
  }
}

/** @throws Fault where the instruction cannot stand here, or there is no such workflow */
function beginRun(vm: HelixVM, workflowId: number): WorkflowRun {
  const { current: thread } = vm.scheduler;
  if (thread.currentFrame.function === undefined || thread.stepRun !== undefined) {
    const where = thread.stepRun ? 'in the code of a step' : 'outside of a function';
    throw new Fault('InvalidInstruction', `Pipeline stands ${where}`);
  }
  const workflow = vm.declarations.require(workflowId, 'workflow');
  const graph = flowGraph(vm.declarations, workflow);
  const runs = graph.nodes.flatMap((node, index) => {
    if (node.kind !== 'step') return [];
    const entry = vm.declarations.stepDefinitions.get(node.step.id)?.entry;
    return new StepRun(node.step, index, entry, (run) => vm.report((events) => events.step?.(run)));
  });
  const timeout = workflow.properties.get('timeout');
  const deadlineMs = timeout instanceof Duration ? vm.nowMs + timeout.milliseconds : undefined;
  const place = { thread, address: vm.registers.programCounter };
  const run = new WorkflowRun(workflow, {
    ...{ ...vm.takeInput(), number: vm.workflowRuns.length, place, startedMs: vm.nowMs },
    ...{ graph, runs, deadlineMs },
  });
  vm.workflowRuns.push(run);
  if (deadlineMs !== undefined) {
    vm.timetable.add({ kind: 'workflow timeout', atMs: deadlineMs, run });
  }
  clearOutputs(vm, runs);
  return run;
}

/** What the steps of an earlier run have yielded does not count in this one. */
function clearOutputs(vm: HelixVM, runs: readonly StepRun[]): void {
  const { outputCells } = factsOf(vm.module);
  for (const { step } of runs) {
    for (const address of outputCells.get(step.id) ?? []) vm.memory.store(address, null);
  }
}

/** Takes what the workflow's own thread has come back with. */
function finishTurn(vm: HelixVM, run: WorkflowRun): void {
  const turn = run.busyWith;
  if (turn === undefined) return;
  run.busyWith = undefined;
  const result = vm.pop();
  if (turn.kind === 'decision') run.decide(turn.index, !isZero(vm.settled(result)));
  else if (turn.kind === 'step') run.stepEnded(turn.run);
  else vm.forgetInput();
}

/** Starts the threads that can be; the answer is what is left for the workflow's own thread. */
function startThreads(vm: HelixVM, run: WorkflowRun, mode?: 'parallel only'): NextTurn {
  for (;;) {
    const turn = run.next(vm.nowMs, mode);
    if (turn.kind !== 'step') return turn;
    if (turn.run.entry === undefined) {
      turn.run.start(vm.nowMs);
      turn.run.end('completed', vm.nowMs);
      run.stepEnded(turn.run);
    } else if (turn.isParallel) startThread(vm, run, turn);
    else return turn;
  }
}

function startThread(vm: HelixVM, run: WorkflowRun, turn: StepTurn): void {
  const { name } = turn.run.step;
  const frame = stepFrame(vm, run, turn, 0);
  const { maxStackSize } = vm.vmConfig;
  const thread = new Thread(vm.scheduler.takeId(), `step ${name}`, [frame], maxStackSize);
  thread.registers.programCounter = turn.run.entry ?? 0;
  turn.run.start(vm.nowMs);
  vm.scheduler.start(thread);
  vm.report((events) => events.thread?.(thread, 'started'));
}

/** Runs a step in the workflow's own thread. */
function startHere(vm: HelixVM, run: WorkflowRun, turn: StepTurn): void {
  pushFrame(vm, stepFrame(vm, run, turn, vm.stack.size));
  vm.registers.programCounter = turn.run.entry ?? 0;
  turn.run.start(vm.nowMs);
}

function stepFrame(
  vm: HelixVM,
  workflowRun: WorkflowRun,
  { run }: StepTurn,
  framePointer: number,
): CallFrame {
  const { address } = workflowRun.place;
  const called = functionAt(vm, run.entry ?? -1);
  const frame = functionFrame(vm.module, called, vm.stack, {
    callAddress: address,
    returnAddress: address,
  });
  return { ...frame, kind: 'step', framePointer, stepRun: run, workflowRun };
}

/** Calls a condition or a workflow; it comes back to the `Pipeline`. */
function callFunction(vm: HelixVM, entry: number): void {
  const { programCounter } = vm.registers;
  const site = { callAddress: programCounter, returnAddress: programCounter };
  const called = functionAt(vm, entry);
  const frame = functionFrame(vm.module, called, vm.stack, site);
  pushFrame(vm, frame);
  vm.registers.programCounter = called.start;
  if (called.kind === 'workflow') enterWorkflow(vm, frame);
}

/** @throws Fault where no function that can be called without arguments starts there */
function functionAt({ module }: HelixVM, entry: number): CodeFunction {
  const found = factsOf(module).functionsByStart.get(entry);
  if (found?.parameters === 0) return found;
  if (found)
    throw new Fault('InvalidInstruction', `the function at address ${entry} takes arguments`);
  throw new Fault('InvalidInstruction', `no function starts at address ${entry}`);
}

/** Ends a run whose steps are all over; where it failed, the workflow of `on_error` runs first. */
function endRun(vm: HelixVM, frame: CallFrame, run: WorkflowRun): void {
  const failed = [...run.steps.values()].find(({ status }) => status === 'failed');
  const isFailed = failed !== undefined || run.error !== undefined;
  if (isFailed && !run.isHandlingError && callHandler(vm, run, failed)) return;
  run.status = isFailed ? 'failed' : 'completed';
  run.endedMs = vm.nowMs;
  delete frame.drives;
  vm.push(isFailed);
  vm.registers.programCounter++;
  vm.report((events) => events.workflow?.(run));
}

/** A workflow that handles an error has none to handle its own. */
function callHandler(vm: HelixVM, run: WorkflowRun, failed: StepRun | undefined): boolean {
  const [name] = names(run.workflow.properties.get('on_error'));
  if (name === undefined || run.handles !== undefined) return false;
  const workflow = vm.declarations.named('workflow', name);
  const entry = workflow && vm.module.symbols.workflows.get(workflow.id)?.entry;
  if (entry === undefined) {
    vm.warn(`${title(run.workflow)} names workflow ${JSON.stringify(name)}, which cannot be run`);
    return false;
  }
  run.isHandlingError = true;
  // Its steps are all over: what comes now has a time of its own.
  run.deadlineMs = undefined;
  run.busyWith = { kind: 'handler' };
  const input: ObjectValue = new Map([
    ['workflow', run.workflow.name],
    ['step', failed?.step.name ?? null],
    ['error', run.error ?? failed?.error ?? null],
  ]);
  vm.giveInput(input, run);
  callFunction(vm, entry);
  return true;
}
