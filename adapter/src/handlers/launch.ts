import { realClock } from '@mso/agents';
import { formatDiagnostic } from '@mso/language';
import { type AgentHost, environmentResolver, valueOfJson } from '@mso/vm';
import type { AdapterSession } from '../adapter-session.js';
import { watchProgram } from '../hot-reload.js';
import { type LaunchConfiguration, readLaunchConfiguration } from '../launch/configuration.js';
import { type LoadedProgram, loadProgram } from '../program/load-program.js';
import { openAgents } from '../program/open-agents.js';
import { openMemory } from '../program/open-memory.js';
import { ProgramProblem } from '../program/program-problem.js';
import { alreadyLaunched, launchFailed, notStarted } from '../protocol/errors.js';
import { isWritable, traceLine, traceToFile } from '../protocol/trace.js';
import type { Handlers } from './handler.js';

export const launchHandlers: Handlers = {
  attach: {
    needs: 'initialized',
    serve: ({ session, afterResponse }) => {
      if (session.configuration) throw alreadyLaunched();
      afterResponse(() => session.terminate());
      throw launchFailed('attach is not in this version yet; use a launch configuration');
    },
  },
  launch: {
    needs: 'initialized',
    serve: async ({ session, args, afterResponse }) => {
      if (session.configuration) throw alreadyLaunched();
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
    capabilities: { supportsConfigurationDoneRequest: true },
    serve: ({ session, afterResponse }) => {
      afterResponse(() => session.gate.configured());
      return undefined;
    },
  },
  restart: {
    needs: 'loaded',
    capabilities: { supportsRestartRequest: true },
    serve: async ({ session, args, afterResponse }) => {
      if (!session.hasBegun) throw notStarted();
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
  const program = readProgram(session, configuration.program);
  checkContext(program, configuration.context);
  checkWorkflows(program, configuration.workflows);
  const agents = await agentsOf(session, configuration);
  const memory = await openMemory(configuration.program, program.module);
  session.debug.load({
    module: program.module,
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
  session.announceTravel(configuration.timeTravel);
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
  const { configuration } = session;
  session.hasBegun = true;
  session.connection.event('process', {
    name: configuration?.program ?? '',
    startMethod: 'launch',
    isLocalProcess: true,
  });
  if (session.pendingDiagnostics) reportDiagnostics(session, session.pendingDiagnostics);
  for (const note of session.pendingNotes) session.output('console', `warning: ${note}\n`);
  session.debug.begin();
}

function reportDiagnostics(
  session: AdapterSession,
  { file: entry, diagnostics }: Pick<ProgramProblem, 'file' | 'diagnostics'>,
): void {
  if (entry === undefined) return;
  for (const diagnostic of diagnostics) {
    const { file = entry } = diagnostic;
    const { line, column } = file.positionAt(diagnostic.span.start);
    const text = formatDiagnostic(entry, diagnostic, { color: false });
    session.output('stderr', text, { path: file.path, line, column });
  }
}

/** @throws RequestError where the file of that name cannot be written. */
function traceInto(session: AdapterSession, trace: boolean | string): void {
  if (trace === false) return;
  if (trace !== true) {
    if (!isWritable(trace)) throw launchFailed(`trace: ${trace} cannot be written`);
    session.connection.trace = traceToFile(trace, (problem) => session.output('stderr', problem));
    return;
  }
  session.connection.trace = (direction, message) => {
    if (!isTraceOutput(message)) session.output('console', traceLine(direction, message));
  };
}

/** Logging into the console is itself a message, which must not be logged again. */
function isTraceOutput(message: object): boolean {
  return 'event' in message && message.event === 'output';
}
