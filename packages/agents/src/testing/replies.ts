import { ok } from 'node:assert/strict';
import type { AgentFailure, AgentOutput, AgentReply } from '@mso/vm';

export function outputOf(reply: AgentReply): AgentOutput {
  ok(reply.kind === 'output', JSON.stringify(reply));
  return reply;
}

export function failureOf(reply: AgentReply): string {
  ok(reply.kind === 'failure', JSON.stringify(reply));
  return (reply satisfies AgentFailure).message;
}
