import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cliEntry } from '../support/paths.js';

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder of its own for the tests of a file, in which `mso` runs as a person would run it. */
export class Workplace {
  readonly path = mkdtempSync(join(tmpdir(), 'mso-cli-'));

  write(name: string, content: string | Uint8Array): string {
    writeFileSync(join(this.path, name), content);
    return name;
  }

  /** Runs the command to its end; `input` is what is piped in. */
  mso(args: readonly string[], input = '', env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
    return this.outcome(args, env, (child) => {
      child.stdin.on('error', () => undefined);
      child.stdin.end(input);
    });
  }

  /** Runs the command and closes its output after the first piece of it. */
  msoHangingUp(args: readonly string[]): Promise<Outcome> {
    return this.outcome(args, {}, ({ stdout }) => stdout.once('data', () => stdout.destroy()));
  }

  private outcome(
    args: readonly string[],
    env: NodeJS.ProcessEnv,
    treat: (child: ChildProcessWithoutNullStreams) => void,
  ): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, ['--', cliEntry, ...args], {
        cwd: this.path,
        env: { ...process.env, ...env },
      });
      let stdout = '';
      let stderr = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        stdout += text;
      });
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        stderr += text;
      });
      child.once('error', reject);
      child.once('close', (code) => resolve({ code, stdout, stderr }));
      treat(child);
    });
  }

  remove(): void {
    rmSync(this.path, { recursive: true });
  }
}

/** A small program of which every part is used by some test. */
export const newsProgram = `project "news" {
  version = "1.0.0"
}

agent "writer" {
  model = "gpt-4"
  role = "Author"
  temperature = 0.7
}

workflow "publish" {
  trigger = "manual"

  step "draft" {
    agent = "writer"
    task = $NEWS_TASK
    timeout = 5m
  }
}
`;
