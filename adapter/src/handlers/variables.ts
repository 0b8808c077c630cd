import {
  bytesPerCell,
  childrenOf,
  declarationOf,
  ExpressionProblem,
  formatValue,
  makeVariable,
  type Page,
  propertyDeclarationOf,
  type Variable,
} from '@mso/debugger';
import type { AdapterSession } from '../adapter-session.js';
import { placeAt } from '../code-place.js';
import type { Arguments } from '../protocol/arguments.js';
import type { Client } from '../protocol/client.js';
import { cannotSet, invalidArguments, staleReference } from '../protocol/errors.js';
import type { VariableSource } from '../variable-source.js';
import type { Handlers } from './handler.js';
import { readFrameOrTop } from './stack.js';

export const variableHandlers: Handlers = {
  variables: {
    needs: 'stopped',
    capabilities: { supportsValueFormattingOptions: true },
    serve: ({ session, args, client }) => {
      const source = readSource(session, args);
      const hex = readHex(args);
      const rows = source.rows(readPage(args));
      return {
        variables: rows.map((row) => variableBody(session, client, source, row, hex)),
      };
    },
  },
  setVariable: {
    needs: 'stopped',
    capabilities: { supportsSetVariable: true },
    serve: ({ session, args, client }) => {
      const source = readSource(session, args);
      const name = args.text('name');
      const row = source.rows({}).find((candidate) => candidate.name === name);
      if (row === undefined) throw cannotSet(`there is no ${name} here`);
      if (row.evaluateName === undefined) throw cannotSet(`${name} cannot be set`);
      return set(session, client, source, row.evaluateName, args);
    },
  },
  setExpression: {
    needs: 'stopped',
    capabilities: { supportsSetExpression: true },
    serve: ({ session, args, client }) => {
      const frame = readFrameOrTop(session, args);
      return set(session, client, { frame, rows: () => [] }, args.text('expression'), args);
    },
  },
};

/** Assigns, and answers with what then stands there. */
function set(
  session: AdapterSession,
  client: Client,
  source: VariableSource,
  target: string,
  args: Arguments,
): object {
  const { frame } = source;
  try {
    session.assign(target, args.text('value'), frame);
    const value = session.debug.evaluate(target, frame);
    reportChange(session, client, target);
    return valueBody(session, client, { frame, value, evaluateName: target }, readHex(args));
  } catch (problem) {
    if (problem instanceof ExpressionProblem) throw cannotSet(problem.message);
    throw problem;
  }
}

/** Moving the program counter moves the stack; anything else may show in other variables. */
export function reportChange(session: AdapterSession, client: Client, target: string): void {
  if (!client.supportsInvalidatedEvent) return;
  const area = /\bpc$/.test(target.trim()) ? 'stacks' : 'variables';
  setImmediate(() => session.connection.event('invalidated', { areas: [area] }));
}

export interface ValueView {
  readonly frame: VariableSource['frame'];
  readonly value: Variable['value'];
  readonly evaluateName: string;
}

/** A value with the reference its children are asked for by. */
export function valueBody(
  session: AdapterSession,
  client: Client,
  view: ValueView,
  hex: boolean,
  options: { readonly maxLength?: number; readonly keep?: boolean } = {},
): object {
  const variable = makeRow(view);
  const { maxLength, keep = false } = options;
  return {
    value: formatValue(view.value, { hex, ...(maxLength !== undefined && { maxLength }) }),
    ...(client.supportsVariableType && { type: variable.type }),
    ...memoryReference(client, variable),
    ...declarations(session, variable),
    ...childCounts(session, view, variable, keep),
  };
}

function variableBody(
  session: AdapterSession,
  client: Client,
  source: VariableSource,
  row: Variable,
  hex: boolean,
): object {
  return {
    name: row.name,
    value: formatValue(row.value, { hex }),
    ...(client.supportsVariableType && { type: row.type }),
    ...(row.evaluateName !== undefined && { evaluateName: row.evaluateName }),
    ...memoryReference(client, row),
    ...declarations(session, row),
    ...childCounts(session, source, row, false),
  };
}

/** Where the bytes of a value are, which is known of those that have a cell. */
function memoryReference(client: Client, { address }: Variable): object {
  if (!client.supportsMemoryReferences || address === undefined) return {};
  return { memoryReference: `0x${(address * bytesPerCell).toString(16)}` };
}

/** What is declared can be gone to: an entity, and what gives a property its value. */
function declarations(session: AdapterSession, { entityId, propertyOf, name }: Variable): object {
  const { vm } = session.debug;
  const value = entityId === undefined ? undefined : declarationOf(vm, entityId);
  const property =
    propertyOf === undefined ? undefined : propertyDeclarationOf(vm, propertyOf, name);
  return {
    ...locationReference(session, 'declarationLocationReference', property),
    ...locationReference(session, 'valueLocationReference', value),
  };
}

function locationReference(
  session: AdapterSession,
  member: 'declarationLocationReference' | 'valueLocationReference',
  address: number | undefined,
): object {
  const place = address === undefined ? undefined : placeAt(session, address);
  return place === undefined ? {} : { [member]: session.locations.add(place) };
}

function childCounts(
  session: AdapterSession,
  { frame }: Pick<VariableSource, 'frame'>,
  row: Variable,
  keep: boolean,
): object {
  const { namedChildren, indexedChildren, evaluateName } = row;
  if (namedChildren + indexedChildren === 0) return { variablesReference: 0 };
  const source: VariableSource = {
    frame,
    ...(evaluateName !== undefined && { parent: evaluateName }),
    rows: (page) => childrenOf(row, page),
  };
  return {
    variablesReference: session.variables.add(source, keep ? 'session' : 'stop'),
    namedVariables: namedChildren,
    indexedVariables: indexedChildren,
  };
}

function makeRow({ value, evaluateName }: ValueView): Variable {
  return makeVariable(evaluateName, value, evaluateName);
}

export function readSource(session: AdapterSession, args: Arguments): VariableSource {
  const id = args.integer('variablesReference');
  const source = session.variables.get(id);
  if (source === undefined) throw staleReference('variables reference', id);
  return source;
}

function readPage(args: Arguments): Page {
  const filter = args.optionalText('filter');
  if (filter !== undefined && filter !== 'indexed' && filter !== 'named') {
    throw invalidArguments('arguments.filter must be indexed or named');
  }
  const start = args.optionalInteger('start');
  const count = args.optionalInteger('count');
  return {
    ...(filter !== undefined && { filter }),
    ...(start !== undefined && { start }),
    ...(count !== undefined && { count }),
  };
}

export function readHex(args: Arguments): boolean {
  return args.object('format').optionalBoolean('hex') ?? false;
}
