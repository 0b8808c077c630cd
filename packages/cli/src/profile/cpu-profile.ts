import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Module } from '@mso/bytecode';
import type { ProfileNode, Stretch } from '@mso/vm';
import type { ProfileReport } from './profile-report.js';

/** What V8 calls a CPU profile: the content of a `.cpuprofile`. */
export interface CpuProfile {
  readonly nodes: readonly CpuProfileNode[];
  /** Microseconds, as all times here. */
  readonly startTime: number;
  readonly endTime: number;
  /** The ids of the nodes in which samples were taken. */
  readonly samples: readonly number[];
  /** How long after the sample before, or after the start, each one was taken. */
  readonly timeDeltas: readonly number[];
}

interface CpuProfileNode {
  readonly id: number;
  readonly callFrame: {
    readonly functionName: string;
    readonly scriptId: string;
    readonly url: string;
    /** From 0, and -1 where there is none; the same for columns. */
    readonly lineNumber: number;
    readonly columnNumber: number;
  };
  /** How many of the samples were taken in it. */
  readonly hitCount: number;
  readonly children?: readonly number[];
}

/** A start of 0 looks like one that is missing. */
const startTime = 1_000_000;

/**
 * A profile for the viewers of Chrome and VS Code. A sample begins where a stretch of the timeline
 * begins, and one in the idle node ends the last.
 *
 * The format knows one thread. Real time has one order for all of them; machine time, which they
 * spend side by side, is shown with one thread behind the other.
 */
export function toCpuProfile({ profile, time }: ProfileReport): CpuProfile {
  const { module, tree, realTimeline, machineTimelines } = profile;
  const stretches = time === 'real' ? realTimeline : machineTimelines.flat();
  const { samples, timeDeltas, totalUs } = sample(stretches, tree.idle);
  const hits = new Map<number, number>();
  for (const id of samples) hits.set(id, (hits.get(id) ?? 0) + 1);
  const nodes = tree.nodes.map((node) => {
    const children = [...node.children.values()].map(idOf);
    const id = idOf(node);
    return {
      ...{ id, callFrame: callFrame(module, node), hitCount: hits.get(id) ?? 0 },
      ...(children.length > 0 && { children }),
    };
  });
  return { nodes, startTime, endTime: startTime + totalUs, samples, timeDeltas };
}

function idOf({ index }: ProfileNode): number {
  return index + 1;
}

function callFrame(module: Module, { title, place }: ProfileNode): CpuProfileNode['callFrame'] {
  const source = place && module.debug?.sources[place.source];
  if (place === undefined || source === undefined) {
    return { functionName: title, scriptId: '0', url: '', lineNumber: -1, columnNumber: -1 };
  }
  return {
    functionName: title,
    scriptId: String(place.source + 1),
    url: pathToFileURL(resolve(source.path)).href,
    lineNumber: place.line - 1,
    columnNumber: 0,
  };
}

/** Whole microseconds whose sum is right; what is shorter than one has no sample. */
function sample(stretches: readonly Stretch[], idle: ProfileNode) {
  const samples: number[] = [];
  const timeDeltas: number[] = [];
  let [passedMs, sampledUs, lastUs] = [0, 0, 0];
  for (const { node, ms } of stretches) {
    passedMs += ms;
    const us = Math.round(passedMs * 1_000) - sampledUs;
    if (us === 0) continue;
    samples.push(idOf(node));
    timeDeltas.push(lastUs);
    sampledUs += us;
    lastUs = us;
  }
  samples.push(idOf(idle));
  timeDeltas.push(lastUs);
  return { samples, timeDeltas, totalUs: sampledUs };
}
