import { suggestion } from '../options/suggest.js';
import { columns } from '../output/columns.js';
import { deleteBreakpoints, setBreakpoint, setWatch } from './breakpoint-commands.js';
import { ConsoleProblem } from './console-problem.js';
import type { DebugConsole } from './debug-console.js';
import { list } from './listing.js';
import { goToLastWrite, timeline } from './travel-commands.js';
import {
  reply,
  setValue,
  showExpression,
  showFrames,
  showLocals,
  showMemory,
  showRegisters,
  showStack,
} from './views.js';

export interface ConsoleCommand {
  readonly name: string;
  /** One letter that means the same. */
  readonly letter: string;
  /** Other words for it that people know from elsewhere. */
  readonly aliases?: readonly string[];
  /** What may stand behind it; a command without it takes nothing. */
  readonly operand?: string;
  readonly help: string;
  /** What an empty line does after it: the same, only the name, or nothing. */
  readonly repeat: 'same' | 'name' | 'nothing';
  /** Absent for `quit`, which ends the conversation. */
  readonly execute?: (console: DebugConsole, operand: string) => void | Promise<void>;
}

/** Every command of the debugger's prompt. */
export const consoleCommands: readonly ConsoleCommand[] = [
  {
    name: 'run',
    letter: 'r',
    help: 'run from the beginning to the first breakpoint, or to the end',
    repeat: 'nothing',
    execute: (console) => console.restart({ stopOnEntry: false }),
  },
  {
    name: 'step',
    letter: 's',
    operand: '[COUNT]',
    help: 'execute a statement; go into a block',
    repeat: 'same',
    execute: (console, operand) =>
      console.resume((session) => session.step('in'), countIn(operand)),
  },
  {
    name: 'next',
    letter: 'n',
    operand: '[COUNT]',
    help: 'execute a statement; a block runs as a whole',
    repeat: 'same',
    execute: (console, operand) =>
      console.resume((session) => session.step('over'), countIn(operand)),
  },
  {
    name: 'finish',
    letter: 'f',
    help: 'run to the end of the current block',
    repeat: 'same',
    execute: (console) => console.resume((session) => session.step('out')),
  },
  {
    name: 'continue',
    letter: 'c',
    help: 'run to the next breakpoint, or to the end',
    repeat: 'same',
    execute: (console) => console.resume((session) => session.continue()),
  },
  {
    name: 'back',
    letter: 'u',
    operand: '[COUNT]',
    help: 'go back to the statement before; agents are not asked again',
    repeat: 'same',
    execute: (console, operand) =>
      console.travel(
        (session) => session.travel.stepBack('over', 'statement', session.vm.scheduler.current),
        countIn(operand),
      ),
  },
  {
    name: 'backstep',
    letter: 'a',
    operand: '[COUNT]',
    help: 'go back by a statement, into the block before',
    repeat: 'same',
    execute: (console, operand) =>
      console.travel(
        (session) => session.travel.stepBack('in', 'statement', session.vm.scheduler.current),
        countIn(operand),
      ),
  },
  {
    name: 'reverse',
    letter: 'z',
    help: 'run backwards to the last breakpoint, or to the beginning',
    repeat: 'same',
    execute: (console) => console.travel((session) => session.travel.reverseContinue()),
  },
  {
    name: 'written',
    letter: 'y',
    operand: 'EXPR',
    help: 'go back to where the value of an expression was written',
    repeat: 'same',
    execute: goToLastWrite,
  },
  {
    name: 'timeline',
    letter: 'i',
    operand: '[POSITION]',
    help: 'show what has happened; with a number: go to that moment',
    repeat: 'nothing',
    execute: timeline,
  },
  {
    name: 'break',
    letter: 'b',
    operand: '[LINE|NAME [if EXPR]]',
    help: 'stop at a line or a declaration; alone: show the breakpoints',
    repeat: 'nothing',
    execute: setBreakpoint,
  },
  {
    name: 'watch',
    letter: 'x',
    operand: 'EXPR [if EXPR]',
    help: 'stop when the value of an expression is written, and show both values',
    repeat: 'nothing',
    execute: setWatch,
  },
  {
    name: 'delete',
    letter: 'd',
    operand: 'ID…|all',
    help: 'delete breakpoints',
    repeat: 'nothing',
    execute: deleteBreakpoints,
  },
  {
    name: 'list',
    letter: 'l',
    operand: '[LINE [LINE]]',
    help: 'show the source; again: show what follows',
    repeat: 'name',
    execute: list,
  },
  {
    name: 'where',
    letter: 'w',
    aliases: ['bt', 'backtrace'],
    help: 'show the call frames',
    repeat: 'same',
    execute: showFrames,
  },
  {
    name: 'registers',
    letter: 'g',
    help: 'show the registers and the next instruction',
    repeat: 'same',
    execute: showRegisters,
  },
  {
    name: 'stack',
    letter: 'k',
    help: 'show the operand stack, top first',
    repeat: 'same',
    execute: showStack,
  },
  {
    name: 'memory',
    letter: 'm',
    operand: '[ADDRESS]',
    help: 'show the cells in use, or one of them',
    repeat: 'same',
    execute: showMemory,
  },
  {
    name: 'locals',
    letter: 'v',
    help: 'show the local variables and the properties of the current block',
    repeat: 'same',
    execute: showLocals,
  },
  {
    name: 'print',
    letter: 'p',
    operand: 'EXPR',
    help: 'show the value of an expression',
    repeat: 'same',
    execute: showExpression,
  },
  {
    name: 'set',
    letter: 'e',
    operand: 'TARGET = VALUE',
    help: 'set a register, a cell or a property',
    repeat: 'nothing',
    execute: setValue,
  },
  {
    name: 'reply',
    letter: 'o',
    operand: 'EXPR',
    help: 'answer in place of the agent that is asked here',
    repeat: 'nothing',
    execute: reply,
  },
  {
    name: 'restart',
    letter: 't',
    help: 'start again and stop before the first instruction',
    repeat: 'nothing',
    execute: (console) => console.restart({ stopOnEntry: true }),
  },
  {
    name: 'help',
    letter: 'h',
    aliases: ['?'],
    help: 'show this list',
    repeat: 'nothing',
    execute: (console) => console.print(consoleHelp().join('\n')),
  },
  {
    name: 'quit',
    letter: 'q',
    aliases: ['exit'],
    help: 'leave the debugger',
    repeat: 'nothing',
  },
];

/** The command that a word means: its name, its letter, or a beginning that only one has. */
export function findCommand(word: string): ConsoleCommand {
  const exact = consoleCommands.find(({ name, letter, aliases = [] }) =>
    [name, letter, ...aliases].includes(word),
  );
  if (exact) return exact;
  const begun = consoleCommands.filter(({ name }) => name.startsWith(word));
  const [only, second] = begun;
  if (only && second === undefined) return only;
  if (second) {
    const names = begun.map(({ name }) => name).join(' or ');
    throw new ConsoleProblem(`${word} may be ${names}`);
  }
  const near = suggestion(
    word,
    consoleCommands.map(({ name }) => name),
  );
  const shown = JSON.stringify(word.slice(0, 40));
  throw new ConsoleProblem(`there is no command ${shown}${near || '; help lists them'}`);
}

/** What `help` shows. */
export function consoleHelp(): string[] {
  const rows = consoleCommands.map(({ name, letter, operand = '', help }) => [
    letter,
    `${name} ${operand}`.trim(),
    help,
  ]);
  return [
    ...columns(rows, { indent: '  ' }),
    'An empty line repeats the last command. # begins a comment.',
  ];
}

function countIn(operand: string): number {
  if (operand === '') return 1;
  const count = /^\d{1,9}$/.test(operand) ? Number(operand) : 0;
  if (count > 0) return count;
  throw new ConsoleProblem(`${JSON.stringify(operand)} is no count`);
}
