import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { DapClient } from './dap-client.js';
import { cliEntry } from './paths.js';

/** `mso debug FILE --port 0` as a process, and what it has said. */
export class DebugServer {
  stdout = '';
  stderr = '';
  readonly exited: Promise<number | null>;

  private constructor(private readonly child: ChildProcessWithoutNullStreams) {
    this.exited = new Promise((resolve) => child.once('close', resolve));
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text;
    });
  }

  /** Starts one, which listens when this resolves. */
  static async start(program: string, ...options: readonly string[]): Promise<DebugServer> {
    const args = [cliEntry, 'debug', program, '--port', '0', ...options];
    const server = new DebugServer(spawn(process.execPath, args));
    await server.says(/:\d+\n/);
    return server;
  }

  get port(): number {
    return Number(/ on \S+:(\d+)\n/.exec(this.stderr)?.[1]);
  }

  /** A client that talks to it without another adapter between them. */
  client(): DapClient {
    return DapClient.connect(this.port);
  }

  interrupt(): void {
    this.child.kill('SIGINT');
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }

  /** Waits until it has said something. */
  private async says(pattern: RegExp): Promise<void> {
    while (!pattern.test(this.stderr)) {
      if (this.child.exitCode !== null) throw new Error(`the server has ended: ${this.stderr}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}
