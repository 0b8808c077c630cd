import type { BreakpointRequest, ExceptionFilter } from '@mso/debugger';
import { breakpointBody } from '../breakpoint-body.js';
import type { Arguments } from '../protocol/arguments.js';
import type { Client } from '../protocol/client.js';
import { invalidArguments } from '../protocol/errors.js';
import type { Handlers } from './handler.js';

const exceptionFilters = [
  {
    filter: 'error',
    label: 'Runtime errors',
    description: 'Stop where the program fails, with everything still in place.',
    default: true,
  },
  {
    filter: 'recovered',
    label: 'Recovered errors',
    description: 'Stop where a value is missing and the program goes on with null.',
    default: false,
  },
] as const satisfies readonly {
  readonly filter: ExceptionFilter;
  readonly [key: string]: unknown;
}[];

export const breakpointHandlers: Handlers = {
  setBreakpoints: {
    needs: 'initialized',
    capabilities: {
      supportsConditionalBreakpoints: true,
      supportsHitConditionalBreakpoints: true,
      supportsLogPoints: true,
    },
    serve: ({ session, args, client }) => {
      const path = args.object('source').optionalText('path');
      if (path === undefined) throw invalidArguments('arguments.source.path is missing');
      const requests = readRequests(client, args);
      const breakpoints = session.debug.breakpoints.set(client.fromPath(path), requests);
      return { breakpoints: breakpoints.map((breakpoint) => breakpointBody(client, breakpoint)) };
    },
  },
  breakpointLocations: {
    needs: 'loaded',
    capabilities: { supportsBreakpointLocationsRequest: true },
    serve: ({ session, args, client }) => {
      const path = client.fromPath(args.object('source').text('path'));
      const first = client.fromLine(args.integer('line'));
      const endLine = args.optionalInteger('endLine');
      const last = endLine === undefined ? first : client.fromLine(endLine);
      const places = session.debug.breakpoints.placesBetween(path, first, last);
      return { breakpoints: places.map(({ span }) => client.toSpan(span)) };
    },
  },
  setExceptionBreakpoints: {
    needs: 'initialized',
    capabilities: { exceptionBreakpointFilters: exceptionFilters },
    serve: ({ session, args }) => {
      const wanted = args.optionalTexts('filters') ?? [];
      const known = exceptionFilters.map(({ filter }) => filter);
      session.debug.exceptionFilters = new Set(known.filter((filter) => wanted.includes(filter)));
      return {
        breakpoints: wanted.map((filter) =>
          (known as readonly string[]).includes(filter)
            ? { verified: true }
            : { verified: false, message: `there is no filter ${filter}` },
        ),
      };
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
  const condition = item.optionalText('condition');
  const hitCondition = item.optionalText('hitCondition');
  const logMessage = item.optionalText('logMessage');
  return {
    line: client.fromLine(item.integer('line')),
    ...(column !== undefined && { column: client.fromColumn(column) }),
    ...(condition !== undefined && { condition }),
    ...(hitCondition !== undefined && { hitCondition }),
    ...(logMessage !== undefined && { logMessage }),
  };
}
