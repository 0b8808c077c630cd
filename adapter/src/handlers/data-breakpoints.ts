import {
  accessesOf,
  bytesPerCell,
  type DataAccess,
  type DataInfo,
  type DataRequest,
  type DataTarget,
  dataInfo,
  ExpressionProblem,
} from '@mso/debugger';
import type { AdapterSession } from '../adapter-session.js';
import type { Arguments } from '../protocol/arguments.js';
import { fromReference } from '../protocol/code-addresses.js';
import { invalidArguments } from '../protocol/errors.js';
import type { Handlers } from './handler.js';
import { readFrameOrTop } from './stack.js';
import { readSource } from './variables.js';

export const dataBreakpointHandlers: Handlers = {
  dataBreakpointInfo: {
    needs: 'stopped',
    capabilities: { supportsDataBreakpoints: true, supportsDataBreakpointBytes: true },
    serve: ({ session, args }) => {
      const info = readInfo(session, args);
      if ('problem' in info) return { dataId: null, description: info.problem };
      const { target, description } = info;
      return {
        dataId: toDataId(target),
        description,
        accessTypes: accessesOf(target),
        canPersist: target.kind !== 'local',
      };
    },
  },
  setDataBreakpoints: {
    needs: 'initialized',
    configures: true,
    serve: ({ session, args }) => {
      const requests = args.objects('breakpoints').map(readRequest);
      const breakpoints = session.debug.breakpoints.data.replace(requests);
      return {
        breakpoints: breakpoints.map(({ id, verified, message }) => ({
          id,
          verified,
          ...(message !== undefined && { message }),
        })),
      };
    },
  },
};

/** What is to be watched: a row of the variables, an expression, or the cell at an address. */
function readInfo(session: AdapterSession, args: Arguments): DataInfo {
  const name = args.text('name');
  if (args.optionalBoolean('asAddress') === true) {
    const address = Math.floor(fromReference(name) / bytesPerCell);
    return { target: { kind: 'cell', address }, description: `memory[${address}]` };
  }
  const text = args.has('variablesReference') ? rowText(session, args, name) : name;
  if (text === undefined) return { problem: `${name} has no place of its own` };
  try {
    const frame = args.has('variablesReference')
      ? readSource(session, args).frame
      : readFrameOrTop(session, args);
    return dataInfo(session.debug.evaluator, text, frame);
  } catch (problem) {
    if (problem instanceof ExpressionProblem) return { problem: problem.message };
    throw problem;
  }
}

function rowText(session: AdapterSession, args: Arguments, name: string): string | undefined {
  const rows = readSource(session, args).rows({});
  return rows.find((row) => row.name === name)?.evaluateName;
}

/** Stays the same from stop to stop, and from run to run of the same program. */
function toDataId(target: DataTarget): string {
  switch (target.kind) {
    case 'property':
      return `property/${target.entity}/${target.key}`;
    case 'cell':
      return `cell/${target.address}`;
    case 'local':
      return `local/${target.start}/${target.slot}`;
  }
}

function fromDataId(id: string): DataTarget | undefined {
  const [, kind, first = '', rest = ''] = /^(\w+)\/(\d+)(?:\/(.*))?$/s.exec(id) ?? [];
  if (kind === 'property') return { kind, entity: Number(first), key: rest };
  if (kind === 'cell') return { kind, address: Number(first) };
  return kind === 'local' ? { kind, start: Number(first), slot: Number(rest) } : undefined;
}

function readRequest(item: Arguments): DataRequest {
  const condition = item.optionalText('condition');
  const hitCondition = item.optionalText('hitCondition');
  return {
    target: fromDataId(item.text('dataId')),
    access: readAccess(item),
    ...(condition !== undefined && { condition }),
    ...(hitCondition !== undefined && { hitCondition }),
  };
}

function readAccess(item: Arguments): DataAccess {
  const access = item.optionalText('accessType') ?? 'write';
  if (access === 'read' || access === 'write' || access === 'readWrite') return access;
  throw invalidArguments('accessType must be read, write or readWrite');
}
