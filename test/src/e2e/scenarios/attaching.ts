import { equal, match } from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { places } from '../places.js';
import { Program } from '../program.js';
import type { Scenario, Stage } from '../stage.js';
import { shows, until } from '../until.js';
import { startByName } from './configured.js';

/** A program that waits elsewhere, and what is said with it. */
export const attaching: Scenario = { name: 'Attaching to a program', play };

async function play(stage: Stage): Promise<void> {
  const program = new Program(stage.server, 'support-desk.mso');
  const { callStack, editor, page, server } = stage;
  const temperature = program.line('temperature', 'agent "mechanic"');
  const host = new WaitingProgram(join(server.workspace, program.name));
  try {
    const port = await host.port();
    const attach = { type: 'mso', request: 'attach', name: 'waiting', port };
    const launchFile = join(server.workspace, '.vscode', 'launch.json');
    writeFileSync(launchFile, JSON.stringify({ configurations: [attach] }));
    const settings = { 'mso.traceProtocol': true };
    writeFileSync(join(server.workspace, '.vscode', 'settings.json'), JSON.stringify(settings));
    await editor.openProgram(program.name);
    await editor.setBreakpoint(temperature);

    await stage.check('attach finds the waiting program and stops at a breakpoint', async () => {
      const stopped = await stage.dap.act('stopped', () => startByName(stage, 'waiting'));
      equal(stopped.reason, 'breakpoint');
      await shows(() => editor.stoppedLine(), temperature);
      match((await callStack.frames()).join(), /agent "mechanic"/);
    });

    await stage.check('the protocol has an output channel, since it is traced', async () => {
      // What is in it cannot be seen here: without its compiled parts the editor writes no logs.
      await editor.command('Output: Show Output Channels...');
      const entry = page.locator('.quick-input-list .monaco-list-row');
      await entry.filter({ hasText: 'MSO Debug Protocol' }).first().waitFor();
      await page.keyboard.press('Escape');
    });

    await stage.check('leaving lets the program run to its end', async () => {
      await stage.dap
        .act('terminated', () => page.keyboard.press('Shift+F5'))
        .catch(() => undefined);
      equal(await host.exitCode(), 0);
    });
  } finally {
    host.end();
  }
}

/** `mso debug FILE --port 0`: a program that waits for an adapter. */
class WaitingProgram {
  private readonly child: ChildProcess;
  private said = '';

  constructor(path: string) {
    const entry = join(places.cli, 'bin', 'mso.js');
    this.child = spawn(process.execPath, [entry, 'debug', path, '--port', '0'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.child.stderr?.on('data', (chunk) => {
      this.said += String(chunk);
    });
  }

  port(): Promise<number> {
    return until('the program waits', 10_000, () => {
      const [, port] = /127\.0\.0\.1:(\d+)/.exec(this.said) ?? [];
      return port === undefined ? undefined : Number(port);
    });
  }

  exitCode(): Promise<number> {
    return until('the program has ended', 20_000, () => this.child.exitCode ?? undefined);
  }

  end(): void {
    this.child.kill();
  }
}
