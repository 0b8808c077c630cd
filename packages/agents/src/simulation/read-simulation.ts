import { nearest } from '@mso/values';
import { durationForm, parseDuration } from '../values/duration.js';
import { type JsonMember, type JsonNode, type JsonObject, kindOf } from './json-node.js';
import { type Position, positionAt } from './position.js';
import { readJson } from './read-json.js';
import { replyKeys, simulationKeys } from './schema.js';
import type { DelayRange, Script, ScriptedReply, Simulation } from './simulation.js';

export type SimulationText =
  | { readonly kind: 'simulation'; readonly simulation: Simulation }
  | { readonly kind: 'problems'; readonly problems: readonly SimulationProblem[] };

export interface SimulationProblem extends Position {
  readonly message: string;
}

/** More mistakes than this help nobody. */
const problemsMax = 50;

/** Reads the text of a `.sim.json` file; all its mistakes, or what it says. */
export function readSimulation(text: string): SimulationText {
  const json = readJson(text);
  if (json.kind === 'problem') {
    const { message, offset } = json;
    return { kind: 'problems', problems: [{ message, ...positionAt(text, offset) }] };
  }
  const mistakes: Mistake[] = [];
  const simulation = simulationOf(json.root, (offset, message) => {
    mistakes.push({ offset, message });
  });
  if (mistakes.length === 0) return { kind: 'simulation', simulation };
  const problems = mistakes
    .slice(0, problemsMax)
    .map(({ offset, message }) => ({ message, ...positionAt(text, offset) }));
  return { kind: 'problems', problems };
}

interface Mistake {
  readonly offset: number;
  readonly message: string;
}

type Report = (offset: number, message: string) => void;

function simulationOf(root: JsonNode, report: Report): Simulation {
  const parts = membersOf(root, 'a simulation', simulationKeys, report);
  const schema = parts.get('$schema');
  if (schema !== undefined && !isString(schema.value)) {
    report(schema.value.offset, `"$schema" must be a string, not ${kindOf(schema.value)}`);
  }
  return {
    seed: seedOf(parts.get('seed'), report),
    steps: scriptsOf(parts.get('steps'), 'a step', report),
    agents: scriptsOf(parts.get('agents'), 'an agent', report),
    default: scriptOf(parts.get('default'), report),
  };
}

/** The members of an object by their keys; reports what is no object and what is not known. */
function membersOf(
  node: JsonNode,
  what: string,
  known: Readonly<Record<string, string>>,
  report: Report,
): ReadonlyMap<string, JsonMember> {
  const members = objectOf(node, what, report)?.members ?? [];
  const names = Object.keys(known);
  for (const { key, keyOffset } of members) {
    if (!names.includes(key)) report(keyOffset, unknownKey(key, what, names));
  }
  return new Map(members.map((member) => [member.key, member]));
}

function unknownKey(key: string, what: string, names: readonly string[]): string {
  const meant = nearest(key, names);
  const hint = meant === undefined ? '' : `; did you mean "${meant}"?`;
  return `${what} has no key "${key}"${hint} (there are ${names.join(', ')})`;
}

function objectOf(node: JsonNode, what: string, report: Report): JsonObject | undefined {
  if (node.kind === 'object') return node;
  report(node.offset, `${what} must be an object, not ${kindOf(node)}`);
  return undefined;
}

function isString(node: JsonNode): node is JsonNode & { readonly value: string } {
  return node.kind === 'scalar' && typeof node.value === 'string';
}

function seedOf(member: JsonMember | undefined, report: Report): number {
  if (member === undefined) return 0;
  const { value: node } = member;
  if (node.kind === 'scalar' && Number.isSafeInteger(node.value)) return Number(node.value);
  report(node.offset, '"seed" must be a whole number');
  return 0;
}

function scriptsOf(
  member: JsonMember | undefined,
  what: string,
  report: Report,
): ReadonlyMap<string, Script> {
  const scripts = new Map<string, Script>();
  if (member === undefined) return scripts;
  const object = objectOf(member.value, `"${member.key}"`, report);
  for (const entry of object?.members ?? []) {
    if (entry.key === '') report(entry.keyOffset, `${what} has a name`);
    const script = scriptOf(entry, report);
    if (script !== undefined) scripts.set(entry.key, script);
  }
  return scripts;
}

/** One answer, or a list of them. */
function scriptOf(member: JsonMember | undefined, report: Report): Script | undefined {
  if (member === undefined) return undefined;
  const { key, value: node } = member;
  if (node.kind === 'scalar') {
    report(node.offset, `"${key}" must be an answer or a list of answers, not ${kindOf(node)}`);
    return undefined;
  }
  if (node.kind === 'object') return [replyOf(node, report)];
  if (node.items.length === 0) report(node.offset, `"${key}" needs at least one answer`);
  return node.items.map((item) => replyOf(item, report));
}

function replyOf(node: JsonNode, report: Report): ScriptedReply {
  const parts = membersOf(node, 'an answer', replyKeys, report);
  const after = delayOf(parts.get('after'), report);
  const output = parts.get('output');
  const fail = parts.get('fail');
  if (fail === undefined) {
    if (output === undefined && node.kind === 'object') {
      report(node.offset, 'an answer needs "output" or "fail"');
    }
    return { kind: 'output', output: output?.value ?? node, after };
  }
  if (output !== undefined) report(fail.keyOffset, 'an answer has "output" or "fail", not both');
  if (!isString(fail.value) || fail.value.value === '') {
    report(fail.value.offset, '"fail" must be a message');
    return { kind: 'failure', message: '', after };
  }
  return { kind: 'failure', message: fail.value.value, after };
}

function delayOf(member: JsonMember | undefined, report: Report): DelayRange {
  if (member === undefined) return { shortestMs: 0, longestMs: 0 };
  const { value: node } = member;
  if (node.kind !== 'array') {
    const delay = millisecondsOf(node, report);
    return { shortestMs: delay, longestMs: delay };
  }
  const [first, second, ...others] = node.items;
  if (first === undefined || second === undefined || others.length > 0) {
    report(node.offset, '"after" takes one duration, or two between which the time lies');
    return { shortestMs: 0, longestMs: 0 };
  }
  const shortestMs = millisecondsOf(first, report);
  const longestMs = millisecondsOf(second, report);
  if (longestMs < shortestMs) report(second.offset, 'the second duration must be the longer one');
  return { shortestMs, longestMs };
}

function millisecondsOf(node: JsonNode, report: Report): number {
  const milliseconds = isString(node) ? parseDuration(node.value) : undefined;
  if (milliseconds === undefined) report(node.offset, `"after" must be ${durationForm}`);
  return milliseconds ?? 0;
}
