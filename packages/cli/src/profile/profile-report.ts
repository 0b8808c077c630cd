import type { Module } from '@mso/bytecode';
import {
  addedFigures,
  type Figures,
  type FunctionFigures,
  functionsOf,
  type LineFigures,
  linesOf,
  type Place,
  type Profile,
} from '@mso/vm';
import { displayPath } from '../output/diagnostics.js';
import type { RunEnd } from '../program/run-machine.js';

/** Which time counts: what comes first in tables, and the axis of a `.cpuprofile`. */
export const timeKinds = ['real', 'machine'] as const;
export type TimeKind = (typeof timeKinds)[number];

/** What a profile says, in whichever format. */
export interface ProfileReport {
  /** The program. */
  readonly file: string;
  readonly runs: number;
  readonly end: RunEnd;
  readonly time: TimeKind;
  readonly profile: Profile;
  /** Of the whole run, with the peaks of the machine. */
  readonly whole: Figures;
  /** Those that took most time first. */
  readonly functions: readonly FunctionFigures[];
  readonly lines: readonly LineFigures[];
}

export function profileReport(
  profile: Profile,
  facts: Pick<ProfileReport, 'file' | 'runs' | 'end' | 'time'>,
): ProfileReport {
  const functions = functionsOf(profile.tree);
  const spent = addedFigures(functions.map(({ self }) => self));
  const { stats, realMs, machineMs, module } = profile;
  const before = mostFirst(facts.time);
  return {
    ...{ ...facts, profile },
    whole: {
      ...{ ...spent, realMs, machineMs, instructions: stats.instructionsExecuted },
      peakStackSize: stats.peakStackSize,
      peakMemoryUsage: stats.peakMemoryUsage,
      peakCallDepth: stats.peakCallDepth,
    },
    functions: functions.sort((left, right) => before(left.self, right.self)),
    lines: linesOf(profile.tree, module.debug).sort((left, right) =>
      before(left.figures, right.figures),
    ),
  };
}

/** The file of a place as a person would type it here. */
export function fileOf({ debug }: Module, place: Place | undefined): string | undefined {
  const source = place && debug?.sources[place.source];
  return source && displayPath(source.path);
}

function mostFirst(time: TimeKind): (left: Readonly<Figures>, right: Readonly<Figures>) => number {
  const spent = (figures: Readonly<Figures>): number =>
    time === 'real' ? figures.realMs : figures.machineMs;
  return (left, right) => spent(right) - spent(left) || right.instructions - left.instructions;
}
