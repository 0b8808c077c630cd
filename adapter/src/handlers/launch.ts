import { realClock } from '@mso/agents';
import { type AgentHost, environmentResolver, valueOfJson } from '@mso/vm';
import type { AdapterSession } from '../adapter-session.js';
import { announceProgram, reportDiagnostics } from '../announce-program.js';
import { watchProgram } from '../hot-reload.js';
import { type LaunchConfiguration, readLaunchConfiguration } from '../launch/configuration.js';
import { type LoadedProgram, loadProgram } from '../program/load-program.js';
import { openAgents } from '../program/open-agents.js';
import { openMemory } from '../program/open-memory.js';
import { ProgramProblem } from '../program/program-problem.js';
import { alreadyLaunched, attachOnly, launchFailed, notStarted } from '../protocol/errors.js';
import { traceInto } from '../trace-into.js';
import { whileLoading } from '../while-loading.js';
import { restartHosted } from './attach.js';
import type { Handlers } from './handler.js';

export const launchHandlers: Handlers = {
  launch: {
    needs: 'initialized',
    serve: async ({ session, args, afterResponse }) => {
      if (session.configuration || session.isAttached) throw alreadyLaunched();
      if (session.hosted) throw attachOnly();
      try {
        session.configuration = readLaunchConfiguration(args.raw());
        traceInto(session, session.configuration.trace);
        await loadShown(session, session.configuration);
      } catch (problem) {
        afterResponse(() => session.terminate());
        throw problem;
      }
      session.gate.announce(() => session.connection.event('initialized'));
      await session.gate.wait();
      afterResponse(() => begin(session));
      return undefined;
    },
  },
  configurationDone: {
    needs: 'initialized',
    configures: true,
    capabilities: { supportsConfigurationDoneRequest: true },
    serve: ({ session, afterResponse }) => {
      afterResponse(() => session.gate.configured());
      return undefined;
    },
  },
  restart: {
    needs: 'loaded',
    capabilities: { supportsRestartRequest: true },
    serve: async (request) => {
      const { session, args, afterResponse } = request;
      if (!session.hasBegun) throw notStarted();
      if (session.hosted) return restartHosted(request, session.hosted);
      const given = args.object('arguments');
      const configuration = args.has('arguments')
        ? readLaunchConfiguration(given.raw())
        : session.configuration;
      if (configuration === undefined) throw launchFailed('there is nothing to restart');
      await loadShown(session, configuration);
      session.configuration = configuration;
      session.endStop();
      session.revive();
      afterResponse(() => begin(session));
      return undefined;
    },
  },
};

function loadShown(session: AdapterSession, configuration: LaunchConfiguration): Promise<void> {
  return whileLoading(session, configuration.program, () => load(session, configuration));
}

/** Compiles the program and makes a machine for it; a program with errors changes nothing. */
async function load(session: AdapterSession, configuration: LaunchConfiguration): Promise<void> {
  const program = readProgram(session, configuration.program);
  checkContext(program, configuration.context);
  checkWorkflows(program, configuration.workflows);
  const agents = await agentsOf(session, configuration);
  const memory = await openMemory(configuration.program, program.module);
  session.debug.load({
    module: program.module,
    listing: program.listing,
    stopOnEntry: configuration.stopOnEntry,
    stopOnExit: configuration.stopOnExit,
    noDebug: configuration.noDebug,
    vm: {
      config: configuration.vm,
      resolver: environmentResolver(configuration.env),
      onRecoverableError: configuration.onRecoverableError,
      workflows: configuration.workflows,
      input: new Map(Object.entries(configuration.input).map(([k, v]) => [k, valueOfJson(v)])),
      agents,
      openMemory: memory,
      clock: realClock,
      ...(configuration.timeTravel && { journal: {} }),
      ...(configuration.context !== undefined && { activeContext: configuration.context }),
    },
  });
  session.watcher?.close();
  if (configuration.hotReload) {
    const paths = program.files.map(({ path }) => path);
    watchProgram(session, configuration.program, paths);
  }
  // The machine is in this process, which ends with the session.
  session.announce({
    supportsStepBack: configuration.timeTravel,
    ...{ supportTerminateDebuggee: false, supportSuspendDebuggee: false },
  });
  session.pendingDiagnostics = program;
  session.pendingNotes = program.notes;
}

function checkContext({ module }: LoadedProgram, wanted: string | undefined): void {
  const names = module.blocks.filter(({ kind }) => kind === 'context').map(({ name }) => name);
  if (wanted === undefined || names.includes(wanted)) return;
  const known = names.length === 0 ? 'the program has none' : `there are ${names.join(', ')}`;
  throw launchFailed(`context: there is no context ${wanted}; ${known}`);
}

function checkWorkflows({ module }: LoadedProgram, wanted: readonly string[] | '*'): void {
  if (wanted === '*') return;
  const names = module.blocks.filter(({ kind }) => kind === 'workflow').map(({ name }) => name);
  const unknown = wanted.find((name) => !names.includes(name));
  if (unknown === undefined) return;
  const known = names.length === 0 ? 'the program has none' : `there are ${names.join(', ')}`;
  throw launchFailed(`workflow: there is no workflow ${unknown}; ${known}`);
}

async function agentsOf(
  session: AdapterSession,
  { agents, simulation, cwd, program, env }: LaunchConfiguration,
): Promise<AgentHost> {
  try {
    return await openAgents({
      ...{ agents, simulation, cwd, program, environment: env },
      onLog: ({ agent, text }) => session.output('stderr', `agent ${agent}: ${text}`),
    });
  } catch (problem) {
    throw problem instanceof ProgramProblem ? launchFailed(problem.message) : problem;
  }
}

function readProgram(session: AdapterSession, path: string): LoadedProgram {
  try {
    return loadProgram(path);
  } catch (problem) {
    if (!(problem instanceof ProgramProblem)) throw problem;
    reportDiagnostics(session, problem);
    throw launchFailed(problem.message);
  }
}

/** Lets the loaded program run, after everything that is to be said about it before. */
function begin(session: AdapterSession): void {
  announceProgram(session, session.configuration?.program ?? '', 'launch');
  session.debug.begin();
}
