import type { AdapterSession } from '../adapter-session.js';
import { announceProgram } from '../announce-program.js';
import { configureRemote, connectTo } from '../attach/connect-to.js';
import type { HostedProgram } from '../attach/hosted-program.js';
import { type AttachConfiguration, readAttachConfiguration } from '../launch/configuration.js';
import { ProgramProblem } from '../program/program-problem.js';
import {
  alreadyLaunched,
  attachedAlready,
  launchFailed,
  programEnded,
} from '../protocol/errors.js';
import { traceInto } from '../trace-into.js';
import { loadShown } from '../while-loading.js';
import type { Handlers, Request } from './handler.js';

export const attachHandlers: Handlers = {
  /** To the program of this server; a server without one passes everything on to another. */
  attach: {
    needs: 'initialized',
    serve: async (request) => {
      const { session, args, afterResponse } = request;
      if (session.configuration || session.isAttached) throw alreadyLaunched();
      let configuration: AttachConfiguration;
      try {
        configuration = readAttachConfiguration(args.raw());
        traceInto(session, configuration.trace);
        if (session.hosted) takeSeat(session, session.hosted);
        else await passOn(request, configuration);
      } catch (problem) {
        afterResponse(() => session.terminate());
        throw problem;
      }
      if (session.hosted) await attachTo(request, session.hosted, configuration);
      return undefined;
    },
  },
};

async function passOn(request: Request, configuration: AttachConfiguration): Promise<void> {
  const remote = await connectTo(request.session, configuration);
  request.handOver(remote);
  configureRemote(request.session, remote);
}

function takeSeat(session: AdapterSession, hosted: HostedProgram): void {
  if (hosted.debug.hasEnded) throw programEnded();
  if (!hosted.sitDown(session)) throw attachedAlready();
  session.isAttached = true;
  session.debug = hosted.debug;
}

async function attachTo(
  { session, client, afterResponse }: Request,
  hosted: HostedProgram,
  { revealSecrets, sourceMap }: AttachConfiguration,
): Promise<void> {
  client.sourceMap = sourceMap;
  if (revealSecrets) session.pendingNotes = await hosted.reveal();
  session.gate.announce(() => session.connection.event('initialized'));
  await session.gate.wait();
  afterResponse(() => join(session, hosted));
}

/** Shows how the program stands, which the first adapter lets run. */
function join(session: AdapterSession, hosted: HostedProgram): void {
  const { program } = hosted;
  if (!hosted.hasBegun) {
    session.pendingDiagnostics = program;
    session.pendingNotes = [...program.notes, ...session.pendingNotes];
  }
  announceProgram(session, program.file.path, 'attach');
  hosted.listen(session.events());
}

/** Begins the program of this server again, as it was begun. */
export async function restartHosted(
  { session, afterResponse }: Pick<Request, 'session' | 'afterResponse'>,
  hosted: HostedProgram,
): Promise<undefined> {
  if (hosted.debug.hasEnded) throw programEnded();
  try {
    await hosted.load((path) => loadShown(session, path));
  } catch (problem) {
    throw problem instanceof ProgramProblem ? launchFailed(problem.message) : problem;
  }
  session.endStop();
  afterResponse(() => join(session, hosted));
  return undefined;
}
