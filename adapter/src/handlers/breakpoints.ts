import type { BreakpointOptions, BreakpointRequest } from '@mso/debugger';
import { breakpointBody } from '../breakpoint-body.js';
import type { Arguments } from '../protocol/arguments.js';
import type { Client } from '../protocol/client.js';
import { fromInstructionReference } from '../protocol/code-addresses.js';
import { invalidArguments } from '../protocol/errors.js';
import { readSourceName } from '../source-name.js';
import type { Handlers } from './handler.js';

export const breakpointHandlers: Handlers = {
  setBreakpoints: {
    needs: 'initialized',
    configures: true,
    capabilities: {
      supportsConditionalBreakpoints: true,
      supportsHitConditionalBreakpoints: true,
      supportsLogPoints: true,
    },
    serve: ({ session, args, client }) => {
      const name = readSourceName(session, client, args);
      if (name === undefined) throw invalidArguments('arguments.source.path is missing');
      const requests = readRequests(client, args);
      const breakpoints = session.debug.breakpoints.set(name, requests);
      return { breakpoints: breakpoints.map((each) => breakpointBody(session, client, each)) };
    },
  },
  breakpointLocations: {
    needs: 'loaded',
    capabilities: { supportsBreakpointLocationsRequest: true },
    serve: ({ session, args, client }) => {
      const name = readSourceName(session, client, args);
      if (name === undefined) throw invalidArguments('arguments.source.path is missing');
      const first = client.fromLine(args.integer('line'));
      const endLine = args.optionalInteger('endLine');
      const last = endLine === undefined ? first : client.fromLine(endLine);
      const places = session.debug.breakpoints.placesBetween(name, first, last);
      return { breakpoints: places.map(({ span }) => client.toSpan(span)) };
    },
  },
  setFunctionBreakpoints: {
    needs: 'initialized',
    configures: true,
    capabilities: { supportsFunctionBreakpoints: true },
    serve: ({ session, args, client }) => {
      const requests = args
        .objects('breakpoints')
        .map((item) => ({ name: item.text('name'), ...readOptions(item) }));
      const breakpoints = session.debug.breakpoints.setFunctions(requests);
      return { breakpoints: breakpoints.map((each) => breakpointBody(session, client, each)) };
    },
  },
  setInstructionBreakpoints: {
    needs: 'initialized',
    configures: true,
    capabilities: { supportsInstructionBreakpoints: true },
    serve: ({ session, args, client }) => {
      const requests = args.objects('breakpoints').map((item) => ({
        address:
          fromInstructionReference(item.text('instructionReference')) +
          (item.optionalInteger('offset') ?? 0),
        ...readOptions(item),
      }));
      const breakpoints = session.debug.breakpoints.setInstructions(requests);
      return { breakpoints: breakpoints.map((each) => breakpointBody(session, client, each)) };
    },
  },
};

/** Older clients send `lines` alone. */
function readRequests(client: Client, args: Arguments): BreakpointRequest[] {
  const lines = args.optionalIntegers('lines');
  if (!args.has('breakpoints') && lines) {
    return lines.map((line) => ({ line: client.fromLine(line) }));
  }
  return args.objects('breakpoints').map((item) => readRequest(client, item));
}

function readRequest(client: Client, item: Arguments): BreakpointRequest {
  const column = item.optionalInteger('column');
  return {
    line: client.fromLine(item.integer('line')),
    ...(column !== undefined && { column: client.fromColumn(column) }),
    ...readOptions(item),
  };
}

function readOptions(item: Arguments): BreakpointOptions {
  const condition = item.optionalText('condition');
  const hitCondition = item.optionalText('hitCondition');
  const logMessage = item.optionalText('logMessage');
  return {
    ...(condition !== undefined && { condition }),
    ...(hitCondition !== undefined && { hitCondition }),
    ...(logMessage !== undefined && { logMessage }),
  };
}
