import type { Frame } from '@mso/debugger';
import type { AdapterSession } from '../adapter-session.js';
import { placeBody } from '../code-place.js';
import type { Arguments } from '../protocol/arguments.js';
import type { Client } from '../protocol/client.js';
import { toInstructionReference } from '../protocol/code-addresses.js';
import { staleReference } from '../protocol/errors.js';
import { readThread } from './execution.js';
import type { Handlers } from './handler.js';

export const stackHandlers: Handlers = {
  stackTrace: {
    needs: 'stopped',
    capabilities: { supportsDelayedStackTraceLoading: true },
    serve: ({ session, args, client }) => {
      const thread = readThread(session, args);
      const total = session.debug.frameCount(thread);
      const start = Math.min(Math.max(0, args.optionalInteger('startFrame') ?? 0), total);
      const levels = args.optionalInteger('levels') ?? 0;
      const end = levels > 0 ? Math.min(start + levels, total) : total;
      const stackFrames = Array.from({ length: end - start }, (_, index) =>
        frameBody(session, client, thread, total - 1 - (start + index)),
      );
      return { stackFrames, totalFrames: total };
    },
  },
  scopes: {
    needs: 'stopped',
    serve: ({ session, args }) => {
      const frame = readFrame(session, args.integer('frameId'));
      return {
        scopes: session.debug.scopes(frame).map((scope) => ({
          name: scope.name,
          ...(scope.hint && { presentationHint: scope.hint }),
          expensive: scope.expensive,
          namedVariables: scope.namedVariables,
          indexedVariables: scope.indexedVariables,
          variablesReference: session.variables.add({
            frame,
            rows: (page) => scope.variables(page),
          }),
        })),
      };
    },
  },
};

function frameBody(session: AdapterSession, client: Client, thread: number, depth: number): object {
  const frame = session.debug.frame(depth, thread);
  if (frame === undefined) throw new RangeError(`there is no frame ${depth}`);
  return {
    id: session.frameId(frame),
    name: frame.name,
    instructionPointerReference: toInstructionReference(frame.address),
    ...placeBody(session, client, frame),
  };
}

/** The frame that a request is about. @throws RequestError for one of an earlier stop */
export function readFrame(session: AdapterSession, id: number): Frame {
  const frame = session.frames.get(id);
  if (frame === undefined) throw staleReference('frame', id);
  return frame;
}

/** As `readFrame`, with the innermost frame where the request names none. */
export function readFrameOrTop(session: AdapterSession, args: Arguments): Frame {
  const id = args.optionalInteger('frameId');
  if (id !== undefined) return readFrame(session, id);
  const frame = session.debug.frame(session.debug.frameCount() - 1);
  if (frame === undefined) throw staleReference('frame', 0);
  return frame;
}
