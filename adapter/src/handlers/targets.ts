import { gotoTargets, stepInTargets } from '@mso/debugger';
import { canJumpTo } from '@mso/vm';
import { notInFrame, staleReference } from '../protocol/errors.js';
import { readThread } from './execution.js';
import type { Handlers } from './handler.js';
import { readFrame } from './stack.js';

/** Where execution can be moved to, and what can be stepped into. */
export const targetHandlers: Handlers = {
  gotoTargets: {
    needs: 'stopped',
    capabilities: { supportsGotoTargetsRequest: true },
    serve: ({ session, args, client }) => {
      const path = client.fromPath(args.object('source').text('path'));
      const line = client.fromLine(args.integer('line'));
      const targets = gotoTargets(session.debug.vm, path, line);
      return {
        targets: targets.map((target) => ({
          id: session.targets.add(target.address),
          label: target.text,
          ...client.toSpan(target.span),
        })),
      };
    },
  },
  goto: {
    needs: 'stopped',
    serve: ({ session, args, afterResponse }) => {
      const thread = readThread(session, args);
      const id = args.integer('targetId');
      const address = session.targets.get(id);
      if (address === undefined) throw staleReference('target', id);
      const { currentThread, vm } = session.debug;
      if (thread !== currentThread || !canJumpTo(vm, address)) throw notInFrame();
      afterResponse(() => {
        session.endStop();
        session.debug.jumpTo(address);
      });
      return undefined;
    },
  },
  stepInTargets: {
    needs: 'stopped',
    capabilities: { supportsStepInTargetsRequest: true },
    serve: ({ session, args }) => {
      const frame = readFrame(session, args.integer('frameId'));
      const targets = stepInTargets(session.debug.vm, frame);
      return {
        targets: targets.map(({ name }) => ({ id: session.stepTargets.add(name), label: name })),
      };
    },
  },
  restartFrame: {
    needs: 'stopped',
    capabilities: { supportsRestartFrame: true },
    serve: ({ session, args, afterResponse }) => {
      const frame = readFrame(session, args.integer('frameId'));
      session.requireJournal();
      afterResponse(() => {
        session.endStop();
        session.debug.travel.restartFrame(frame);
      });
      return undefined;
    },
  },
  terminateThreads: {
    needs: 'stopped',
    capabilities: { supportsTerminateThreadsRequest: true },
    serve: ({ session, args }) => {
      const ids = args.optionalIntegers('threadIds') ?? [];
      const ended = ids.filter((id) => session.debug.endThread(id));
      if (ended.length > 0) session.noteChange();
      return undefined;
    },
  },
};
