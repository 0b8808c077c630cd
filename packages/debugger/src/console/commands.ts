import type { Breakpoints } from '../breakpoints/breakpoints.js';
import { describeBreakpoints } from '../breakpoints/describe.js';
import { type Evaluator, ExpressionProblem } from '../evaluation/evaluator.js';
import type { DebugSession } from '../session.js';
import { formatValue } from '../views/format.js';
import { type Frame, frameAt } from '../views/frames.js';
import { scopesOf } from '../views/scopes.js';
import { replyForAgent } from './reply.js';

/** What one can type behind a colon in the console of an editor. */
interface Command {
  readonly name: string;
  readonly operand?: string;
  readonly help: string;
  readonly execute: (session: DebugSession, frame: Frame, operand: string) => string;
}

const rowsMax = 100;

const commands: readonly Command[] = [
  {
    name: 'reply',
    operand: 'EXPR',
    help: 'answer in place of the agent that is asked here, or is being waited for',
    execute: (session, frame, operand) => {
      const answered = replyForAgent(session.evaluator, operand, frame);
      session.noteChange();
      return `answered in place of ${answered}`;
    },
  },
  {
    name: 'where',
    help: 'show the call frames',
    execute: ({ evaluator }, { thread }) => frameLines(evaluator, thread).join('\n'),
  },
  {
    name: 'registers',
    help: 'show the registers',
    execute: ({ evaluator }, frame) => scopeText(evaluator, frame, 'Registers'),
  },
  {
    name: 'stack',
    help: 'show the operand stack, from its bottom',
    execute: ({ evaluator }, frame) => scopeText(evaluator, frame, 'Stack'),
  },
  {
    name: 'memory',
    operand: '[ADDRESS]',
    help: 'show the cells in use, or one of them',
    execute: (session, frame, operand) =>
      operand === ''
        ? scopeText(session.evaluator, frame, 'Memory')
        : formatValue(session.evaluate(`memory[${operand}]`, frame)),
  },
  {
    name: 'breakpoints',
    help: 'show how often each breakpoint was reached, and why it did not stop',
    execute: ({ breakpoints }) => breakpointLines(breakpoints).join('\n'),
  },
  {
    name: 'timeline',
    help: 'show what has happened, and how far one can go back',
    execute: timelineText,
  },
  {
    name: 'help',
    help: 'show this list',
    execute: () =>
      commands
        .map(({ name, operand = '', help }) => `:${`${name} ${operand}`.trim().padEnd(18)} ${help}`)
        .join('\n'),
  },
];

/** Whether a text is meant as a command. */
export function isConsoleCommand(text: string): boolean {
  return text.trimStart().startsWith(':');
}

/** Does what a line says that begins with a colon. @throws ExpressionProblem */
export function executeConsoleCommand(session: DebugSession, frame: Frame, line: string): string {
  const [, word = '', operand = ''] = /^\s*:(\S*)\s*(.*?)\s*$/s.exec(line) ?? [];
  const found = commands.filter(({ name }) => name.startsWith(word));
  const [command] = found;
  if (word === '' || command === undefined || found.length > 1) {
    const names = commands.map(({ name }) => `:${name}`).join(', ');
    throw new ExpressionProblem(`there is no command :${word}; there are ${names}`);
  }
  if (operand !== '' && command.operand === undefined) {
    throw new ExpressionProblem(`:${command.name} takes nothing behind it`);
  }
  if (operand === '' && command.operand !== undefined && !command.operand.startsWith('[')) {
    throw new ExpressionProblem(`:${command.name} takes ${command.operand}`);
  }
  return command.execute(session, frame, operand);
}

function breakpointLines(breakpoints: Breakpoints): string[] {
  const all = describeBreakpoints(breakpoints);
  if (all.length === 0) return ['there are no breakpoints'];
  const lines = all.slice(0, rowsMax).map(({ id, place, conditions, seen }) => {
    return `${id}  ${[place, conditions].filter((text) => text !== '').join(' ')}  ${seen}`;
  });
  return all.length > rowsMax ? [...lines, `… and ${all.length - rowsMax} more`] : lines;
}

function frameLines({ vm }: Evaluator, thread: Frame['thread']): string[] {
  const lines: string[] = [];
  for (let depth = thread.callStack.length - 1; depth >= 0; depth--) {
    const frame = frameAt(vm, depth, thread);
    if (frame === undefined) continue;
    const { span } = frame;
    const path = span && vm.module.debug?.sources[span.source]?.path;
    const place = span && path !== undefined ? `  ${path}:${span.startLine}` : '';
    lines.push(`#${lines.length}  ${frame.name}${place}`);
  }
  return lines;
}

function scopeText({ vm }: Evaluator, frame: Frame, name: string): string {
  const scope = scopesOf(vm, frame).find((each) => each.name === name);
  const rows = scope?.variables({ count: rowsMax }) ?? [];
  if (rows.length === 0) return 'nothing';
  return rows.map((row) => `${row.name}  ${formatValue(row.value)}`).join('\n');
}

function timelineText(session: DebugSession): string {
  const { journal } = session;
  if (journal === undefined) throw new ExpressionProblem('the past is not kept');
  const moments = session.moments.slice(-rowsMax);
  const lines = moments.map(({ position, kind, text }) => `${position}  ${kind}  ${text}`);
  const { start, position, end } = journal;
  return [...lines, `at ${position}; one can go from ${start} to ${end}`].join('\n');
}
