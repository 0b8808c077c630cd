import { realClock } from '@mso/agents';
import { environmentResolver, valueOfJson } from '@mso/vm';
import type { AdapterSession } from '../adapter-session.js';
import { announceProgram, reportDiagnostics } from '../announce-program.js';
import { HotReload } from '../hot-reload.js';
import { type LaunchConfiguration, readLaunchConfiguration } from '../launch/configuration.js';
import type { LoadedProgram } from '../program/load-program.js';
import { type OpenedAgents, openAgents } from '../program/open-agents.js';
import { openMemory } from '../program/open-memory.js';
import { ProgramProblem } from '../program/program-problem.js';
import {
  alreadyLaunched,
  attachOnly,
  endedBeforeStart,
  launchFailed,
  notStarted,
} from '../protocol/errors.js';
import { revealSecrets } from '../reveal-secrets.js';
import { traceInto } from '../trace-into.js';
import { loadShown } from '../while-loading.js';
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
        await load(session, session.configuration);
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
      await load(session, configuration);
      session.configuration = configuration;
      session.endStop();
      session.revive();
      afterResponse(() => begin(session));
      return undefined;
    },
  },
};

/** Compiles the program and makes a machine for it; a program with errors changes nothing. */
async function load(session: AdapterSession, configuration: LaunchConfiguration): Promise<void> {
  const program = await readProgram(session, configuration.program);
  checkContext(program, configuration.context);
  checkWorkflows(program, configuration.workflows);
  const { host, secrets } = await agentsOf(session, configuration);
  const reveals = configuration.revealSecrets;
  const notes = reveals ? await revealSecrets(secrets, program.module) : [];
  const memory = await openMemory(configuration.program, program.module);
  if (session.hasLeft) throw endedBeforeStart();
  useSourceMap(session, configuration);
  session.debug.load({
    module: program.module,
    listing: program.listing,
    stopOnEntry: configuration.stopOnEntry,
    stopOnExit: configuration.stopOnExit,
    noDebug: configuration.noDebug,
    vm: {
      config: configuration.vm,
      resolver: {
        ...environmentResolver(configuration.env),
        secret: (reference) => secrets.textOf(reference),
      },
      onRecoverableError: configuration.onRecoverableError,
      workflows: configuration.workflows,
      input: new Map(Object.entries(configuration.input).map(([k, v]) => [k, valueOfJson(v)])),
      agents: host,
      openMemory: memory,
      clock: realClock,
      ...(configuration.timeTravel && { journal: {} }),
      ...(configuration.context !== undefined && { activeContext: configuration.context }),
    },
  });
  session.watcher?.close();
  if (configuration.hotReload) {
    const shown = reveals ? secrets : undefined;
    session.watcher = new HotReload(session, configuration.program, shown).watch(program);
  }
  // The machine is in this process, which ends with the session.
  session.announce({
    supportsStepBack: configuration.timeTravel,
    ...{ supportTerminateDebuggee: false, supportSuspendDebuggee: false },
  });
  session.pendingDiagnostics = program;
  session.pendingNotes = [...program.notes, ...notes];
}

/** Breakpoints may have been set before it was known; they are bound when the program is loaded. */
function useSourceMap({ client, debug }: AdapterSession, { sourceMap }: LaunchConfiguration): void {
  if (client) client.sourceMap = sourceMap;
  debug.breakpoints.rename((path) => sourceMap.fromLocal(path));
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
): Promise<OpenedAgents> {
  try {
    return await openAgents({
      ...{ agents, simulation, cwd, program, environment: env },
      onLog: ({ agent, text }) => session.output('stderr', `agent ${agent}: ${text}`),
    });
  } catch (problem) {
    throw problem instanceof ProgramProblem ? launchFailed(problem.message) : problem;
  }
}

async function readProgram(session: AdapterSession, path: string): Promise<LoadedProgram> {
  try {
    return await loadShown(session, path);
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
