/** A task of the type `mso`, as `tasks.json` writes it. */
export interface TaskDefinition {
  readonly type: string;
  readonly command: TaskCommand;
  /** What it works on; variables such as `${file}` are filled in. */
  readonly file: string;
  /** Options of the command line, before the file. */
  readonly args?: readonly string[];
}

export const taskCommands = ['compile', 'check', 'run'] as const;

export type TaskCommand = (typeof taskCommands)[number];

/** What the tasks for the active editor's file say to the person who chooses one. */
export const taskDetails: Readonly<Record<TaskCommand, string>> = {
  compile: 'Compile the open program to a .msob beside it',
  check: 'Show every error and warning of the open program',
  run: 'Execute the open program and print its result',
};

/** The definition of some JSON; undefined for what is none, which the editor then says. */
export function readTaskDefinition(value: {
  readonly [name: string]: unknown;
}): TaskDefinition | undefined {
  const { type, command, file, args } = value;
  const known = taskCommands.find((each) => each === command);
  if (known === undefined || typeof file !== 'string') return undefined;
  if (args !== undefined && !isTexts(args)) return undefined;
  return { type: String(type), command: known, file, ...(args && { args }) };
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

/** What the command line is given. */
export function taskArguments({ command, file, args = [] }: TaskDefinition): string[] {
  return [command, ...args, file];
}
