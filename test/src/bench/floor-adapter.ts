import {
  Breakpoint,
  DebugSession,
  InitializedEvent,
  Scope,
  StackFrame,
  StoppedEvent,
  TerminatedEvent,
  Thread,
} from '@vscode/debugadapter';
import type { DebugProtocol } from '@vscode/debugprotocol';

/**
 * An adapter that debugs nothing: every answer is ready. What it takes is what the protocol takes
 * on this machine, and the measure of the real one.
 */
class FloorSession extends DebugSession {
  private readonly frames = Array.from({ length: 200 }, (_, index) => new StackFrame(index, 'f'));
  private readonly variables = Array.from({ length: 100 }, (_, index) => ({
    ...{ name: String(index), value: String(index), variablesReference: 0 },
  }));

  protected override initializeRequest(response: DebugProtocol.InitializeResponse): void {
    response.body = { supportsConfigurationDoneRequest: true };
    this.sendResponse(response);
    this.sendEvent(new InitializedEvent());
  }

  protected override launchRequest(response: DebugProtocol.LaunchResponse): void {
    this.sendResponse(response);
  }

  protected override configurationDoneRequest(
    response: DebugProtocol.ConfigurationDoneResponse,
  ): void {
    this.sendResponse(response);
    this.sendEvent(new StoppedEvent('entry', 1));
  }

  protected override setBreakPointsRequest(
    response: DebugProtocol.SetBreakpointsResponse,
    args: DebugProtocol.SetBreakpointsArguments,
  ): void {
    const breakpoints = (args.breakpoints ?? []).map(({ line }) => new Breakpoint(true, line));
    response.body = { breakpoints };
    this.sendResponse(response);
  }

  protected override threadsRequest(response: DebugProtocol.ThreadsResponse): void {
    response.body = { threads: [new Thread(1, 'main')] };
    this.sendResponse(response);
  }

  protected override nextRequest(response: DebugProtocol.NextResponse): void {
    this.sendResponse(response);
    this.sendEvent(new StoppedEvent('step', 1));
  }

  protected override stackTraceRequest(
    response: DebugProtocol.StackTraceResponse,
    { startFrame = 0, levels = 200 }: DebugProtocol.StackTraceArguments,
  ): void {
    const stackFrames = this.frames.slice(startFrame, startFrame + levels);
    response.body = { stackFrames, totalFrames: 200 };
    this.sendResponse(response);
  }

  protected override scopesRequest(response: DebugProtocol.ScopesResponse): void {
    const names = ['Locals', 'Agent "a"', 'Registers', 'Stack', 'Memory', 'Globals'];
    response.body = { scopes: names.map((name, index) => new Scope(name, index + 1)) };
    this.sendResponse(response);
  }

  protected override variablesRequest(
    response: DebugProtocol.VariablesResponse,
    { count = 5 }: DebugProtocol.VariablesArguments,
  ): void {
    response.body = { variables: this.variables.slice(0, count) };
    this.sendResponse(response);
  }

  protected override evaluateRequest(response: DebugProtocol.EvaluateResponse): void {
    response.body = { result: '1', variablesReference: 0 };
    this.sendResponse(response);
  }

  protected override disconnectRequest(response: DebugProtocol.DisconnectResponse): void {
    this.sendResponse(response);
    this.sendEvent(new TerminatedEvent());
    this.shutdown();
  }
}

DebugSession.run(FloorSession);
