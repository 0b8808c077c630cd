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
import type { DebugProtocol } from '@vscode/debugprotocol';
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
): ValueBody {
  const variable = makeRow(view);
  const { maxLength, keep = false } = options;
  const value = formatValue(view.value, { hex, ...(maxLength !== undefined && { maxLength }) });
  const body: ValueBody = { value, variablesReference: 0 };
  if (client.supportsVariableType) body.type = variable.type;
  describe(session, client, body, variable);
  addChildren(session, view, body, variable, keep);
  return body;
}

/** What a variable and the answer of a request that sets one have in common. */
type ValueBody = Omit<DebugProtocol.Variable, 'name'>;

/** A page has a hundred of them: their members are set one by one, which costs the least. */
function variableBody(
  session: AdapterSession,
  client: Client,
  source: VariableSource,
  row: Variable,
  hex: boolean,
): DebugProtocol.Variable {
  const value = formatValue(row.value, { hex });
  const body: DebugProtocol.Variable = { name: row.name, value, variablesReference: 0 };
  if (client.supportsVariableType) body.type = row.type;
  if (row.evaluateName !== undefined) body.evaluateName = row.evaluateName;
  describe(session, client, body, row);
  addChildren(session, source, body, row, false);
  return body;
}

/** Where the bytes of a value are, and where the program says what it is. */
function describe(
  session: AdapterSession,
  client: Client,
  body: ValueBody,
  { address, entityId, propertyOf, name }: Variable,
): void {
  const { vm } = session.debug;
  if (client.supportsMemoryReferences && address !== undefined) {
    body.memoryReference = `0x${(address * bytesPerCell).toString(16)}`;
  }
  if (propertyOf !== undefined) {
    const declaration = locationReference(session, propertyDeclarationOf(vm, propertyOf, name));
    if (declaration !== undefined) body.declarationLocationReference = declaration;
  }
  if (entityId !== undefined) {
    const declaration = locationReference(session, declarationOf(vm, entityId));
    if (declaration !== undefined) body.valueLocationReference = declaration;
  }
}

function locationReference(
  session: AdapterSession,
  address: number | undefined,
): number | undefined {
  const place = address === undefined ? undefined : placeAt(session, address);
  return place && session.locations.add(place);
}

function addChildren(
  session: AdapterSession,
  { frame }: Pick<VariableSource, 'frame'>,
  body: ValueBody,
  row: Variable,
  keep: boolean,
): void {
  const { namedChildren, indexedChildren, evaluateName } = row;
  if (namedChildren + indexedChildren === 0) return;
  const source: VariableSource = {
    frame,
    ...(evaluateName !== undefined && { parent: evaluateName }),
    rows: (page) => childrenOf(row, page),
  };
  body.variablesReference = session.variables.add(source, keep ? 'session' : 'stop');
  body.namedVariables = namedChildren;
  body.indexedVariables = indexedChildren;
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
