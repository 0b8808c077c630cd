import { compile } from '@mso/compiler';
import { SourceFile } from '@mso/language';
import {
  type AgentHost,
  type AgentReply,
  type AgentRequest,
  HelixVM,
  reportsOf,
  type Value,
  type VMOptions,
  type WorkflowReport,
} from '@mso/vm';

/** What an agent answers, from the step it works on and how often that step was tried. */
export type Script = (request: AgentRequest) => AgentReply;

/** Agents in virtual time that remember what they were asked. */
export function scriptedAgents(script: Script): AgentHost & { readonly asked: AgentRequest[] } {
  const asked: AgentRequest[] = [];
  return {
    time: 'virtual',
    asked,
    invoke: (request) => {
      asked.push(request);
      return script(request);
    },
  };
}

export const answer = (output: Value, afterMs = 1_000): AgentReply => ({
  kind: 'output',
  output,
  afterMs,
});

export const refuse = (message: string, afterMs = 1_000): AgentReply => ({
  kind: 'failure',
  message,
  afterMs,
});

/**
 * A machine with a program's workflows to run, as generated code.
 *
 * @throws Error where it does not compile
 */
export function workflowMachine(text: string, options: VMOptions = {}): HelixVM {
  const { module, diagnostics } = compile(new SourceFile('/p/w.mso', text));
  if (module === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  const agents = scriptedAgents(({ step }) => answer(`${step} done`));
  return new HelixVM(module, { workflows: '*', agents, hotAfter: 0, ...options });
}

/** The report of a program's first workflow once the machine has come to its end. */
export function runWorkflow(text: string, options: VMOptions = {}): WorkflowReport {
  const vm = workflowMachine(text, options);
  vm.run();
  if (vm.error) throw vm.error;
  const [report] = reportsOf(vm);
  if (report === undefined) throw new Error('no workflow has run');
  return report;
}
