import { basename, dirname, resolve } from 'node:path';

/** The members of a debug configuration that are read here; the others pass through. */
export interface Configuration {
  type: string;
  request: string;
  name: string;
  [attribute: string]: unknown;
}

export interface ActiveEditor {
  readonly languageId: string | undefined;
  /** Undefined when no editor is open or its document was never saved. */
  readonly path: string | undefined;
}

/** Those of programs: source text, and assembly. */
const languages: readonly string[] = ['mso', 'mso-assembly'];

export type Completed<C> = { readonly configuration: C } | { readonly problem: string };

/**
 * The configuration to start, with the active editor's program where it names none.
 *
 * F5 without a `launch.json` arrives as an object without type, request and name.
 */
export function completeConfiguration<C extends Configuration>(
  configuration: C,
  editor: ActiveEditor,
): Completed<C> {
  const needsProgram = configuration.request !== 'attach' && !configuration.program;
  if (!needsProgram) return { configuration };
  if (!languages.includes(editor.languageId ?? '')) {
    return {
      problem: 'There is no program to debug. Open a .mso file, or set "program" in launch.json.',
    };
  }
  if (editor.path === undefined) {
    return { problem: 'Save the file first: the debugger reads programs from the disk.' };
  }
  return {
    configuration: {
      ...configuration,
      type: 'mso',
      request: 'launch',
      name: configuration.name || `Debug ${basename(editor.path)}`,
      program: editor.path,
    },
  };
}

/**
 * The configuration with an absolute `cwd` and `program`.
 *
 * The adapter's own folder is wherever the editor was started, so relative paths have to start
 * at the workspace folder here; without one they start beside the program.
 */
export function resolvePaths<C extends Configuration>(configuration: C, folder?: string): C {
  const { program, cwd } = configuration;
  if (typeof program !== 'string') return configuration;
  const base = folder ?? dirname(resolve(program));
  // A value of a wrong type stays as it is: the adapter's message says what it takes.
  if (cwd !== undefined && typeof cwd !== 'string') return configuration;
  const absoluteCwd = resolve(base, cwd ?? '.');
  return { ...configuration, cwd: absoluteCwd, program: resolve(absoluteCwd, program) };
}
