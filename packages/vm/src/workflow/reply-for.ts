import type { AgentReply } from '../machine/agent-host.js';
import type { HelixVM } from '../machine/helix-vm.js';
import type { Thread } from '../machine/thread.js';

/**
 * Answers in place of an agent: of the one that a thread waits for, or that the current thread
 * asks with its next instruction.
 *
 * @returns whom it has answered for; undefined where nobody is asked
 */
export function replyFor(vm: HelixVM, thread: Thread, reply: AgentReply): string | undefined {
  const { calls, declarations, module, scheduler } = vm;
  const call = thread.invocation?.calls.find((open) => calls.answer(open, reply));
  if (call) return `agent ${JSON.stringify(call.agent.name)}`;
  const next = module.code.at(thread.registers.programCounter);
  const isAsking = next?.op === 'InvokeAgent' || next?.op === 'InvokeCrew';
  if (!isAsking || thread.invocation || thread !== scheduler.current) return undefined;
  calls.answerNext(reply);
  const asked = declarations.get(next.operand);
  return asked && `${asked.kind} ${JSON.stringify(asked.name)}`;
}
