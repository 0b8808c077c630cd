import { columns } from '../output/columns.js';
import { helpOption } from './options.js';
import type { CommandSpec, OptionSpec } from './spec.js';

/** What `mso --help` prints. */
export function overview(commands: readonly CommandSpec[]): string {
  const rows = commands.map((command) => [usageOf(command), command.summary]);
  rows.push(['help [COMMAND]', 'explain the commands, or one of them with its options']);
  return [
    'mso runs, checks and debugs agent programs written in the .mso language.',
    '',
    'Usage: mso COMMAND …',
    '',
    'Commands:',
    ...columns(rows, { indent: '  ' }),
    '',
    'Options:',
    ...columns(
      [
        ['-h, --help', 'show this help; behind a command, that of the command'],
        ['-v, --version', 'show the version'],
      ],
      { indent: '  ' },
    ),
    '',
    'Exit codes: 0 all went well; 1 the program failed, or a check found errors;',
    '2 wrong usage, a file that cannot be read, or one that is no program.',
  ].join('\n');
}

/** What `mso help COMMAND` prints. */
export function commandHelp(command: CommandSpec): string {
  const { name, summary, operand, details, options } = command;
  const dots = operand?.many ? '…' : '';
  const usage = ['mso', name, '[OPTIONS]', ...(operand ? [operand.name + dots] : [])].join(' ');
  return [
    `mso ${name}: ${summary}.`,
    '',
    `Usage: ${usage}`,
    ...details.flatMap((paragraph) => ['', paragraph]),
    '',
    'Options:',
    ...columns([...options, helpOption].map(optionRow), { indent: '  ' }),
  ].join('\n');
}

function usageOf({ name, operand }: CommandSpec): string {
  return operand ? `${name} ${operand.name}${operand.many ? '…' : ''}` : name;
}

function optionRow({ name, short, value, repeatable, help }: OptionSpec): string[] {
  const names = `${short === undefined ? '    ' : `-${short}, `}--${name}`;
  const again = repeatable ? '; may be repeated' : '';
  return [value === undefined ? names : `${names} ${value}`, help + again];
}
