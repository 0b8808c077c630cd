import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A program of two files: each of them uses a name of the other. */
export const twoFiles: Readonly<Record<string, string>> = {
  'main.mso': `load "agents/writers"

agent "editor" {
  role = "Editor"
}

workflow "publish" {
  trigger = "manual"
  step "draft" { agent = "writer" }
}
`,
  'agents/writers.mso': `agent "writer" {
  role = "Author"
  model = $NO_SUCH_MODEL
}

crew "desk" {
  agents = ["writer", "editor"]
}
`,
};

/** A folder with files of a program. */
export class ProgramFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'mso-modules-'));

  constructor(files: Readonly<Record<string, string | Uint8Array>> = {}) {
    for (const [name, content] of Object.entries(files)) this.write(name, content);
  }

  file(name: string): string {
    return join(this.path, name);
  }

  write(name: string, content: string | Uint8Array): string {
    const path = this.file(name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  }

  remove(): void {
    rmSync(this.path, { recursive: true });
  }
}
