import type { Module } from '@mso/bytecode';
import { type Figures, type Place, timeText } from '@mso/vm';
import { columns, counted, cut } from '../output/columns.js';
import { fileOf, type ProfileReport } from './profile-report.js';

const widthMax = 100;
/** Rows of a table; the rest is counted. */
const rowsMax = 15;

/** A profile for a person: totals, and what took most. */
export function profileToText(report: ProfileReport): string {
  const tables = [totals(report), functionTimes(report), functionUse(report), lineTable(report)];
  return [...tables, agentTable(report)]
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => cut(line, widthMax)).join('\n'))
    .join('\n\n');
}

function totals({ file, runs, end, profile, whole }: ProfileReport): string[] {
  const ends = {
    halted: 'ended',
    error: 'failed',
    interrupted: 'was interrupted',
    terminated: 'was terminated',
  } as const;
  const { vmConfig, waitingMs } = profile;
  const median = runs > 1 ? `median of ${runs} runs` : '';
  return [
    `${file} ${ends[end]}`,
    ...columns(
      [
        ['instructions', String(whole.instructions)],
        ['real time', timeText(whole.realMs), median],
        ...(waitingMs >= 1 ? [['waiting', timeText(waitingMs), median]] : []),
        ['machine time', timeText(whole.machineMs)],
        ['agent calls', String(whole.agentCalls)],
        ['tokens', tokensText(whole), 'input + output'],
        ['peak stack', String(whole.peakStackSize), `of ${vmConfig.maxStackSize} values`],
        ['peak memory', String(whole.peakMemoryUsage), `of ${vmConfig.maxMemory} cells`],
        ['peak call depth', String(whole.peakCallDepth), `of ${vmConfig.maxCallDepth} frames`],
      ],
      { right: [1] },
    ),
  ];
}

function functionTimes({ functions, time, profile }: ProfileReport): string[] {
  return table(
    `functions by ${time} time; a total has what they called in it`,
    ['real', 'total', 'machine', 'total', 'instructions', 'calls', 'line, function'],
    functions.map(({ title, place, calls, self, total }) => [
      ...[timeText(self.realMs), timeText(total.realMs)],
      ...[timeText(self.machineMs), timeText(total.machineMs)],
      ...[String(self.instructions), String(calls)],
      `${place ? placeText(profile.module, place) : ''}${title}`,
    ]),
  );
}

function functionUse({ functions, time }: ProfileReport): string[] {
  return table(
    `what the functions used, by ${time} time`,
    ['agent calls', 'tokens', 'peak stack', 'peak memory', 'peak call depth', 'function'],
    functions.map(({ title, self }) => [String(self.agentCalls), ...useOf(self), title]),
  );
}

function lineTable({ lines, time, profile }: ProfileReport): string[] {
  const { debug } = profile.module;
  const texts = (debug?.sources ?? []).map(({ text }) => text.split(/\r?\n/));
  return table(
    `lines by ${time} time`,
    ['real', 'machine', 'instr.', 'calls', 'tokens', 'stack', 'memory', 'depth', 'line'],
    lines.map(({ place, figures }) => [
      ...[timeText(figures.realMs), timeText(figures.machineMs)],
      ...[String(figures.instructions), String(figures.agentCalls), ...useOf(figures)],
      placeText(profile.module, place) + (texts[place.source]?.[place.line - 1] ?? '').trim(),
    ]),
  );
}

function agentTable({ profile: { agents } }: ProfileReport): string[] {
  if (agents.size === 0) return [];
  const rows = [...agents].sort(([, left], [, right]) => right.machineMs - left.machineMs);
  return table(
    'agents by machine time',
    ['machine', 'calls', 'failures', 'tokens', 'agent'],
    rows.map(([name, figures]) => [
      ...[timeText(figures.machineMs), String(figures.calls), String(figures.failures)],
      ...[tokensText(figures), name],
    ]),
  );
}

/** The last column holds texts, all others numbers. */
function table(title: string, head: readonly string[], rows: readonly string[][]): string[] {
  if (rows.length === 0) return [];
  const right = head.slice(1).map((_, index) => index);
  const more = rows.length - rowsMax;
  return [
    title,
    ...columns([head, ...rows.slice(0, rowsMax)], { right, indent: '  ' }),
    ...(more > 0 ? [`  … and ${counted(more, 'row')} more`] : []),
  ];
}

function useOf(figures: Readonly<Figures>): string[] {
  const { peakStackSize, peakMemoryUsage, peakCallDepth } = figures;
  return [tokensText(figures), ...[peakStackSize, peakMemoryUsage, peakCallDepth].map(String)];
}

function tokensText(tokens: Pick<Figures, 'inputTokens' | 'outputTokens'>): string {
  return `${tokens.inputTokens}+${tokens.outputTokens}`;
}

/** In front of what stands there; the file is named where there are several. */
function placeText(module: Module, place: Place): string {
  const isOneFile = module.debug?.sources.length === 1;
  return `${isOneFile ? '' : `${fileOf(module, place)}:`}${place.line}  `;
}
