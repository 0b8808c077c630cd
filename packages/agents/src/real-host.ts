import type { AgentHost, AgentReply, AgentRequest } from '@mso/vm';
import type { SecretMask } from './secrets/secret-mask.js';

/** How one kind of agents answers; what it says and returns need not be masked yet. */
export type Answer = (request: AgentRequest) => Promise<AgentReply>;

/** A line that people should see: what an agent's program said, a secret that is missing. */
export interface AgentLogLine {
  readonly agent: string;
  readonly workflow: string;
  readonly step: string;
  readonly text: string;
}

/**
 * Agents outside the machine, in real time. Everything they send goes through the mask here, in
 * one place, and a mistake of theirs or of ours is a failed attempt.
 */
export function realHost(answer: Answer, mask: SecretMask): AgentHost {
  return {
    time: 'real',
    invoke: async (request) => {
      const { signal } = request;
      const text = mask.stream();
      const passOn = (piece: string): void => {
        if (piece !== '' && !signal.aborted) request.onText(piece);
      };
      try {
        const onText = (piece: string): void => passOn(text.write(piece));
        const reply = await answer({ ...request, onText });
        passOn(text.end());
        return maskReply(reply, mask);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        return { kind: 'failure', message: mask.text(`the agent cannot be asked: ${reason}`) };
      }
    },
  };
}

function maskReply(reply: AgentReply, mask: SecretMask): AgentReply {
  return reply.kind === 'output'
    ? { ...reply, output: mask.value(reply.output) }
    : { ...reply, message: mask.text(reply.message) };
}

export function failure(message: string): AgentReply {
  return { kind: 'failure', message };
}
