import { completionsAt } from '@mso/debugger';
import type { Handlers } from './handler.js';
import { readFrameOrTop } from './stack.js';

export const completionHandlers: Handlers = {
  completions: {
    needs: 'stopped',
    capabilities: {
      supportsCompletionsRequest: true,
      completionTriggerCharacters: ['.', '[', '"'],
    },
    serve: ({ session, args, client }) => {
      const frame = readFrameOrTop(session, args);
      const text =
        args.text('text').split('\n')[lineOf(args.optionalInteger('line'), client)] ?? '';
      const column = client.fromColumn(args.integer('column')) - 1;
      const found = completionsAt(session.debug.evaluator, frame, text, column);
      return {
        targets: found.map(({ label, type, length }) => ({
          ...{ label, type, length },
          start: Math.max(0, column - length),
        })),
      };
    },
  },
};

function lineOf(line: number | undefined, client: { fromLine(line: number): number }): number {
  return line === undefined ? 0 : client.fromLine(line) - 1;
}
