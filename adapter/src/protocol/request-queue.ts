import type { DebugProtocol } from '@vscode/debugprotocol';

/**
 * Requests that only ask. Nothing is lost where one is not answered; of any other request a client
 * that has cancelled it could not know what has become of it.
 */
const questions: ReadonlySet<string> = new Set([
  ...['breakpointLocations', 'completions', 'dataBreakpointInfo', 'disassemble', 'evaluate'],
  ...['exceptionInfo', 'gotoTargets', 'loadedSources', 'locations', 'modules', 'readMemory'],
  ...['scopes', 'source', 'stackTrace', 'stepInTargets', 'threads', 'variables'],
  ...['mso/steps', 'mso/timeline'],
]);

/** Requests that have come and are not served yet, in their order. */
export class RequestQueue {
  private requests: DebugProtocol.Request[] = [];
  private readonly cancelled = new Set<number>();

  add(request: DebugProtocol.Request): void {
    this.requests.push(request);
    const { command, arguments: args } = request;
    if (command === 'cancel' && typeof args?.requestId === 'number') {
      this.cancelled.add(args.requestId);
    }
  }

  /** Takes out all of them; each with whether its client has cancelled it since. */
  takeAll(): readonly { readonly request: DebugProtocol.Request; readonly isCancelled: boolean }[] {
    const taken = this.requests.map((request) => ({
      request,
      isCancelled: this.cancelled.has(request.seq) && questions.has(request.command),
    }));
    this.requests = [];
    this.cancelled.clear();
    return taken;
  }
}
