import { open, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { SecretReference } from '@mso/vm';
import type { SecretMask } from './secret-mask.js';

/** Where secrets are looked for. */
export interface SecretSources {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where the vault's program runs. */
  readonly cwd: string;
  /** Where relative paths of files start. */
  readonly programFolder: string;
  /** A program and its arguments; the path of the secret is added, its output is the secret. */
  readonly vaultCommand: readonly string[] | undefined;
}

export type SecretResult =
  | { readonly kind: 'found'; readonly text: string }
  | { readonly kind: 'missing'; readonly reason: string };

const secretBytesMax = 65_536;
const vaultTimeoutMs = 30_000;

/** Finds the texts of secrets, each once in a run, and tells them to the mask first. */
export class SecretFinder {
  private readonly found = new Map<string, string>();

  constructor(
    private readonly sources: SecretSources,
    private readonly mask: SecretMask,
  ) {}

  async find(reference: SecretReference, signal: AbortSignal): Promise<SecretResult> {
    const known = this.known(reference);
    if (known !== undefined) return { kind: 'found', text: known };
    const result = await this.lookUp(reference, signal);
    if (result.kind === 'missing') return result;
    if (result.text === '') return missing(`${placeOf(reference)} is empty`);
    this.mask.add(result.text);
    this.found.set(keyOf(reference), result.text);
    return result;
  }

  /** The text of a secret that was found before. */
  known(reference: SecretReference): string | undefined {
    return this.found.get(keyOf(reference));
  }

  /** A variable that a launch configuration names, rather than the program. */
  environmentVariable(name: string): SecretResult {
    const { environment } = this.sources;
    const text = Object.hasOwn(environment, name) ? environment[name] : undefined;
    if (text === undefined) return missing(`environment variable ${name} is not set`);
    this.mask.add(text);
    return { kind: 'found', text };
  }

  private lookUp(reference: SecretReference, signal: AbortSignal): Promise<SecretResult> {
    switch (reference.kind) {
      case 'Environment':
        return Promise.resolve(this.environmentVariable(reference.target));
      case 'File':
        return fileSecret(resolve(this.sources.programFolder, reference.target));
      case 'Vault':
        return this.vaultSecret(reference.target, signal);
    }
  }

  private async vaultSecret(path: string, signal: AbortSignal): Promise<SecretResult> {
    const { vaultCommand, cwd, environment } = this.sources;
    const [program, ...args] = vaultCommand ?? [];
    if (program === undefined) {
      return missing(`vault:${path} cannot be read: agents.vaultCommand is not set`);
    }
    const { runProgram } = await import('../command/run-program.js');
    const end = await runProgram({
      program,
      args: [...args, path],
      cwd,
      env: environment,
      input: '',
      timeoutMs: vaultTimeoutMs,
      signal,
      outputBytesMax: secretBytesMax,
      mask: this.mask,
      onErrorLine: () => undefined,
    });
    if (end.kind === 'done') return { kind: 'found', text: withoutLineEnd(end.output) };
    return missing(`vault:${path} cannot be read: ${program} ${end.reason}`);
  }
}

function keyOf({ kind, target }: SecretReference): string {
  return `${kind}:${target}`;
}

async function fileSecret(path: string): Promise<SecretResult> {
  try {
    // Asked before it is opened: opening a pipe would wait for somebody who writes to it.
    if (!(await stat(path)).isFile()) return missing(`${path} is no file`);
    const file = await open(path, 'r');
    try {
      const buffer = Buffer.alloc(secretBytesMax + 1);
      const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
      if (bytesRead > secretBytesMax) {
        return missing(`${path} has more than ${secretBytesMax} bytes`);
      }
      return { kind: 'found', text: withoutLineEnd(buffer.toString('utf8', 0, bytesRead)) };
    } finally {
      await file.close();
    }
  } catch (error) {
    return missing(`${path} cannot be read: ${errorCode(error)}`);
  }
}

function errorCode(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EACCES') return 'that is not allowed';
  return error instanceof Error ? error.message : String(error);
}

/** Editors end a file with a line end, which is no part of the secret. */
function withoutLineEnd(text: string): string {
  return text.replace(/\r?\n$/, '');
}

function placeOf({ kind, target }: SecretReference): string {
  return kind === 'Environment'
    ? `environment variable ${target}`
    : `${kind.toLowerCase()}:${target}`;
}

function missing(reason: string): SecretResult {
  return { kind: 'missing', reason };
}
