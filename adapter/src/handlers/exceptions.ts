import type { ExceptionFilter, FilterRequest } from '@mso/debugger';
import type { Arguments } from '../protocol/arguments.js';
import { noException } from '../protocol/errors.js';
import { readThread } from './execution.js';
import type { Handlers } from './handler.js';

const conditionHelp = {
  supportsCondition: true,
  conditionDescription: 'An expression, such as: step == "review"',
} as const;

const exceptionFilters = [
  {
    filter: 'error',
    label: 'Runtime errors',
    description: 'Stop where the program fails, with everything still in place.',
    default: true,
    ...conditionHelp,
  },
  {
    filter: 'recovered',
    label: 'Recovered errors',
    description: 'Stop where a value is missing and the program goes on with null.',
    default: false,
    ...conditionHelp,
  },
  {
    filter: 'step-failed',
    label: 'Failed steps',
    description: 'Stop where a step of a workflow has failed for good.',
    default: false,
    ...conditionHelp,
  },
  {
    filter: 'attempt-failed',
    label: 'Failed attempts',
    description: 'Stop where an attempt of a step has failed and another one follows.',
    default: false,
    ...conditionHelp,
  },
] as const satisfies readonly {
  readonly filter: ExceptionFilter;
  readonly [key: string]: unknown;
}[];

export const exceptionHandlers: Handlers = {
  setExceptionBreakpoints: {
    needs: 'initialized',
    configures: true,
    capabilities: {
      exceptionBreakpointFilters: exceptionFilters,
      supportsExceptionFilterOptions: true,
    },
    serve: ({ session, args }) => {
      const wanted = readFilters(args);
      const known = wanted.filter((each): each is FilterRequest => isKnown(each.filter));
      const problems = new Map(
        session.debug.exceptions.set(known).map((problem, index) => [known[index], problem]),
      );
      return {
        breakpoints: wanted.map((each) => {
          if (!isKnown(each.filter)) return refused(`there is no filter ${each.filter}`);
          const problem = problems.get(each as FilterRequest);
          return problem === undefined ? { verified: true } : refused(problem);
        }),
      };
    },
  },
  exceptionInfo: {
    needs: 'stopped',
    capabilities: { supportsExceptionInfoRequest: true },
    serve: ({ session, args }) => {
      readThread(session, args);
      const error = session.debug.exception;
      if (error === undefined) throw noException();
      const isSurvived = session.debug.vm.error === undefined;
      return {
        exceptionId: error.kind,
        description: error.message,
        breakMode: isSurvived ? 'always' : 'unhandled',
        details: {
          message: error.message,
          typeName: error.kind,
          stackTrace: error.stackTrace.join('\n'),
        },
      };
    },
  },
};

interface WantedFilter {
  readonly filter: string;
  readonly condition?: string;
}

/** Those without conditions, and those with options, as one list. */
function readFilters(args: Arguments): readonly WantedFilter[] {
  const plain = (args.optionalTexts('filters') ?? []).map((filter) => ({ filter }));
  const more = args.objects('filterOptions').map((item) => {
    const condition = item.optionalText('condition');
    return { filter: item.text('filterId'), ...(condition !== undefined && { condition }) };
  });
  return [...plain, ...more];
}

function isKnown(filter: string): filter is ExceptionFilter {
  return exceptionFilters.some((known) => known.filter === filter);
}

function refused(message: string): object {
  return { verified: false, message };
}
