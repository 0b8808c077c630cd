import {
  accessesOf,
  bytesPerCell,
  type DataAccess,
  type DataInfo,
  type DataName,
  type DataRequest,
  dataInfo,
  ExpressionProblem,
  nameOf,
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
      const name = nameOf(session.debug.vm.module, target);
      return {
        dataId: toDataId(name),
        description,
        accessTypes: accessesOf(target),
        canPersist: name.kind === 'property' || (name.kind === 'cell' && name.name !== undefined),
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

/** Stays the same from run to run, also of a program that was changed, and of no other program. */
function toDataId(name: DataName): string {
  return JSON.stringify(name);
}

function fromDataId(id: string): DataName | undefined {
  const name = parsed(id);
  switch (name?.kind) {
    case 'property':
      return isText(name.owner) && isText(name.key)
        ? { kind: 'property', owner: name.owner, key: name.key }
        : undefined;
    case 'cell':
      if (!isNumber(name.address)) return undefined;
      return isText(name.name)
        ? { kind: 'cell', address: name.address, name: name.name }
        : { kind: 'cell', address: name.address };
    case 'local':
      return isText(name.of) && isNumber(name.start) && isNumber(name.slot)
        ? { kind: 'local', of: name.of, start: name.start, slot: name.slot }
        : undefined;
    default:
      return undefined;
  }
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): value is number => Number.isSafeInteger(value);

function readRequest(item: Arguments): DataRequest {
  const condition = item.optionalText('condition');
  const hitCondition = item.optionalText('hitCondition');
  return {
    name: fromDataId(item.text('dataId')),
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
