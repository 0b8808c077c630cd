import { equal } from 'node:assert/strict';
import type { Module } from '@mso/bytecode';
import { compile } from '@mso/compiler';
import { SourceFile } from '@mso/language';
import {
  type AgentHost,
  type AgentReply,
  type AgentRequest,
  HelixVM,
  type RunOptions,
  reportsOf,
  type Value,
  type VMOptions,
  type WorkflowReport,
} from '@mso/vm';

/** What an agent answers, in short: an output or a failure, and the seconds it takes. */
export interface ScriptedReply {
  readonly output?: Value;
  readonly fail?: string;
  readonly after?: number;
}

/**
 * The answers by `STEP`, `AGENT` or `STEP/AGENT`; the last one of a list repeats. What nobody
 * has written an answer for is answered at once with `STEP by AGENT`.
 */
export type Script = Readonly<Record<string, readonly ScriptedReply[]>>;

export function replyOf({ output, fail, after }: ScriptedReply): AgentReply {
  const afterMs = (after ?? 0) * 1_000;
  return fail === undefined
    ? { kind: 'output', output: output ?? null, afterMs }
    : { kind: 'failure', message: fail, afterMs };
}

/** Agents in virtual time that answer by a script. */
export function scriptedHost(script: Script, requests: AgentRequest[] = []): AgentHost {
  const asked = new Map<string, number>();
  return {
    time: 'virtual',
    invoke(request) {
      requests.push(request);
      const { step, agent } = request;
      const key = [`${step}/${agent.name}`, step, agent.name].find((each) =>
        Object.hasOwn(script, each),
      );
      const replies = script[key ?? ''] ?? [];
      const count = asked.get(key ?? '') ?? 0;
      asked.set(key ?? '', count + 1);
      const reply = replies[Math.min(count, replies.length - 1)];
      return replyOf(reply ?? { output: `${step} by ${agent.name}` });
    },
  };
}

export function moduleOfText(text: string): Module {
  const { module, diagnostics } = compile(new SourceFile('flow.mso', text));
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  equal(errors.map(({ message }) => message).join('\n'), '');
  if (module === undefined) throw new Error('a program without errors has a module');
  return module;
}

export interface FlowSetup extends Omit<VMOptions, 'events' | 'agents'> {
  readonly script?: Script;
  readonly agents?: AgentHost;
}

/** A machine that runs workflows, with what it tells about it. */
export interface Flow {
  readonly vm: HelixVM;
  readonly requests: readonly AgentRequest[];
  /** `TIME WHAT`, with the time in seconds. */
  readonly events: readonly string[];
  readonly warnings: readonly string[];
}

/** A machine before its first instruction. By default it runs all workflows as generated code. */
export function prepareFlow(program: string | Module, setup: FlowSetup = {}): Flow {
  const { script = {}, ...options } = setup;
  const requests: AgentRequest[] = [];
  const events: string[] = [];
  const warnings: string[] = [];
  const note = (what: string): void => {
    events.push(`${vm.nowMs / 1_000} ${what}`);
  };
  const vm: HelixVM = new HelixVM(typeof program === 'string' ? moduleOfText(program) : program, {
    workflows: '*',
    agents: scriptedHost(script, requests),
    hotAfter: 0,
    ...options,
    events: {
      warning: (message) => warnings.push(message),
      step: ({ step, status, attempts, error }) => {
        const why = error === undefined ? '' : `: ${error}`;
        const attempt = status === 'running' && attempts > 0 ? ` attempt ${attempts}` : '';
        note(`${step.name} ${status}${attempt}${why}`);
      },
      thread: ({ id, name }, change) => note(`thread ${id} ${name} ${change}`),
      workflow: ({ workflow, status }) => note(`workflow ${workflow.name} ${status}`),
      call: (_thread, { id, path, agent }, reply) =>
        note(`call ${id} ${agent.name}${path}${reply ? ` ${reply.kind}` : ''}`),
    },
  });
  return { vm, requests, events, warnings };
}

/** Runs a program to its end, which must be a good one. */
export function runFlow(program: string | Module, setup: FlowSetup = {}): Flow {
  const flow = prepareFlow(program, setup);
  const outcome = flow.vm.run();
  if (flow.vm.error) throw flow.vm.error;
  equal(outcome, 'halted');
  return flow;
}

/** Runs a program in pieces of so many instructions. */
export function runInPieces(flow: Flow, maxInstructions: number, options: RunOptions = {}): void {
  while (flow.vm.run({ ...options, maxInstructions }) === 'budget');
}

/** The report of the workflow of a name, or of the first one. */
export function reportOfFlow({ vm }: Flow, name?: string): WorkflowReport {
  const report = reportsOf(vm).find(({ workflow }) => name === undefined || workflow === name);
  if (report === undefined) throw new Error('no workflow has run');
  return report;
}

/** The steps in the order in which they began, without those that were skipped. */
export function orderOf({ events }: Flow): string {
  const begun = events.flatMap((event) => /^\S+ (\S+) running$/.exec(event)?.[1] ?? []);
  return begun.join(' ');
}

/** `STATUS xATTEMPTS DURATION` of each step, with the duration in seconds. */
export function stepsOf(report: WorkflowReport): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...report.steps].map(([name, { status, attempts, duration_ms }]) => [
      name,
      `${status} x${attempts} ${duration_ms / 1_000}s`,
    ]),
  );
}

/** A value as plain data. */
export function dataOf(value: Value): unknown {
  if (value instanceof Map) {
    return Object.fromEntries([...value].map(([key, item]) => [key, dataOf(item)]));
  }
  return Array.isArray(value) ? value.map(dataOf) : value;
}

/** `KIND: MESSAGE` of the error that a program ends with. */
export function errorOfFlow({ vm }: Flow): string {
  return vm.error ? `${vm.error.kind}: ${vm.error.message}` : vm.executionState.kind;
}
