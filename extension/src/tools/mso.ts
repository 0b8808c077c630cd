import { execFile } from 'node:child_process';
import { join } from 'node:path';

/** What a command of the command line has said. */
export interface MsoResult {
  readonly isFine: boolean;
  readonly output: string;
  readonly problem: string;
}

/** The text of the largest module is still shown. */
const outputBytesMax = 512 * 1024 * 1024;

/** The desktop editor's executable is Electron, which is Node only when it is told so. */
export const nodeEnvironment = { ELECTRON_RUN_AS_NODE: '1' } as const;

/** The command line that the extension brings, which runs on the editor's own Node. */
export class Mso {
  readonly entry: string;

  constructor(extensionPath: string) {
    this.entry = join(extensionPath, 'dist', 'mso.cjs');
  }

  /** Runs a command that only reads files. */
  read(...args: readonly string[]): Promise<MsoResult> {
    const env = { ...process.env, ...nodeEnvironment };
    return new Promise((resolve) => {
      const options = { env, maxBuffer: outputBytesMax };
      execFile(process.execPath, [this.entry, ...args], options, (error, output, problem) => {
        resolve({ isFine: error === null, output, problem: problem || (error?.message ?? '') });
      });
    });
  }
}
