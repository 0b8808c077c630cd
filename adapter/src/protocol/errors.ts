import { RequestError } from './request-error.js';

/*
 * Why a request cannot be served. One maker a situation; the numbers are stable and never reused.
 * `showUser` is set where a person caused the error and can do something about it.
 */

export const unknownCommand = (command: string): RequestError =>
  new RequestError(1000, 'unsupported', 'The request {command} is not supported', { command });

export const invalidArguments = (problem: string): RequestError =>
  new RequestError(1001, 'invalidArguments', 'Wrong arguments: {problem}', { problem });

export const notInitialized = (command: string): RequestError =>
  new RequestError(1002, 'notInitialized', '{command} came before initialize', { command });

export const alreadyInitialized = (): RequestError =>
  new RequestError(1003, 'alreadyInitialized', 'initialize was answered already', {});

export const unknownPathFormat = (format: string): RequestError =>
  new RequestError(1004, 'invalidArguments', 'pathFormat is path or uri, not {format}', {
    format,
  });

export const requestCancelled = (): RequestError =>
  new RequestError(1005, 'cancelled', 'The request was cancelled', {});

export const notLaunched = (): RequestError =>
  new RequestError(1010, 'notLaunched', 'No program is loaded', {});

export const alreadyLaunched = (): RequestError =>
  new RequestError(1011, 'alreadyLaunched', 'A program was launched in this session already', {});

export const launchFailed = (problem: string): RequestError =>
  new RequestError(1012, 'launchFailed', '{problem}', { problem }, true);

export const endedBeforeStart = (): RequestError =>
  new RequestError(1013, 'ended', 'The session ended before the program started', {});

export const programEnded = (): RequestError =>
  new RequestError(1014, 'ended', 'The program has ended', {});

export const notStopped = (): RequestError =>
  new RequestError(1015, 'notStopped', 'The program is running', {});

export const notStarted = (): RequestError =>
  new RequestError(1016, 'notStarted', 'The program has not started yet', {});

export const unknownThread = (id: number): RequestError =>
  new RequestError(1020, 'unknownThread', 'There is no thread {id}', { id: String(id) });

export const staleReference = (what: string, id: number): RequestError =>
  new RequestError(1021, 'staleReference', 'The {what} {id} belongs to an earlier stop', {
    what,
    id: String(id),
  });

export const noException = (): RequestError =>
  new RequestError(1022, 'noException', 'The program is not stopped at an error', {});

export const unknownSource = (source: string): RequestError =>
  new RequestError(1023, 'unknownSource', 'The program has no source {source}', { source });

export const badExpression = (problem: string): RequestError =>
  new RequestError(1030, 'evaluationFailed', '{problem}', { problem });

export const cannotSet = (problem: string): RequestError =>
  new RequestError(1031, 'cannotSet', '{problem}', { problem }, true);

export const notKept = (): RequestError =>
  new RequestError(
    1032,
    'notKept',
    'The past is not kept; launch with timeTravel to go back',
    {},
    true,
  );

export const cannotWrite = (problem: string): RequestError =>
  new RequestError(1033, 'cannotWrite', '{problem}', { problem }, true);

export const notInFrame = (): RequestError =>
  new RequestError(
    1034,
    'notInFrame',
    'Only a statement of the block or function that runs can be moved to',
    {},
    true,
  );

export const attachedAlready = (): RequestError =>
  new RequestError(
    1040,
    'attachedAlready',
    'Another adapter is attached to this program; only one can be at a time',
    {},
    true,
  );

export const cannotConnect = (place: string, problem: string): RequestError =>
  new RequestError(
    1041,
    'cannotConnect',
    'Cannot attach to {place}: {problem}',
    { place, problem },
    true,
  );

export const connectionLost = (place: string): RequestError =>
  new RequestError(1042, 'connectionLost', 'The connection to {place} is lost', { place }, true);

export const attachOnly = (): RequestError =>
  new RequestError(
    1043,
    'attachOnly',
    'This server has a program already: attach to it, with the request attach',
    {},
    true,
  );

export const sessionOver = (): RequestError =>
  new RequestError(1044, 'sessionOver', 'The session is over', {});

export const internalError = (command: string, problem: string): RequestError =>
  new RequestError(1099, 'internalError', '{command} failed: {problem}', { command, problem });
