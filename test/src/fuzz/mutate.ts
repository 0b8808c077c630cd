import type { Random } from '../support/random.js';

/** Changes a program in one to four places, each in one of the ways in which people do. */
export function mutate(program: string, random: Random): string {
  let text = program;
  for (let changes = 1 + random.below(4); changes > 0; changes--) {
    text = random.pick(mutations)(text, random);
  }
  return text;
}

type Mutation = (text: string, random: Random) => string;

interface Part {
  readonly start: number;
  readonly end: number;
}

/** A part of the text that begins near a random place: a character, a token, a line, or more. */
type PartFinder = (text: string, random: Random) => Part;

const character: PartFinder = (text, random) => {
  const start = random.below(text.length);
  return { start, end: Math.min(text.length, start + 1) };
};

/** Words, numbers, marks and line breaks; roughly what the language takes for tokens. */
const tokenPattern = /[\p{L}\p{N}_-]+|->|[&|<>=!?]{2}|\r?\n|[^\s\p{L}\p{N}]/gu;

const token: PartFinder = (text, random) => {
  tokenPattern.lastIndex = random.below(text.length);
  const found = tokenPattern.exec(text);
  if (found === null) return character(text, random);
  return { start: found.index, end: found.index + found[0].length };
};

const line: PartFinder = (text, random) => {
  const at = random.below(text.length);
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const end = text.indexOf('\n', at);
  return { start: Math.min(start, at), end: end < 0 ? text.length : end + 1 };
};

const stretch: PartFinder = (text, random) => {
  const start = random.below(text.length);
  return { start, end: Math.min(text.length, start + random.below(60)) };
};

const bracket: PartFinder = (text, random) => {
  const from = random.below(text.length);
  const distance = text.slice(from).search(/[[\](){}]/);
  if (distance < 0) return character(text, random);
  return { start: from + distance, end: from + distance + 1 };
};

const parts = [character, token, token, line, stretch, bracket] as const;

const remove: Mutation = (text, random) => {
  const { start, end } = random.pick(parts)(text, random);
  return text.slice(0, start) + text.slice(end);
};

const duplicate: Mutation = (text, random) => {
  const { start, end } = random.pick(parts)(text, random);
  return text.slice(0, end) + text.slice(start);
};

const swap: Mutation = (text, random) => {
  const find = random.pick(parts);
  const [a, b] = [find(text, random), find(text, random)];
  const [first, second] = a.start < b.start ? [a, b] : [b, a];
  if (first.end > second.start) return text;
  const middle = text.slice(first.end, second.start);
  const [left, right] = [text.slice(first.start, first.end), text.slice(second.start, second.end)];
  return text.slice(0, first.start) + right + middle + left + text.slice(second.end);
};

const insert: Mutation = (text, random) => {
  const at = random.pick(parts)(text, random).start;
  return text.slice(0, at) + random.pick(pieces) + text.slice(at);
};

const replace: Mutation = (text, random) => {
  const { start, end } = random.pick(parts)(text, random);
  return text.slice(0, start) + random.pick(pieces) + text.slice(end);
};

/** As a paste goes wrong: the program goes on in its own middle. */
const splice: Mutation = (text, random) =>
  text.slice(0, random.below(text.length)) + text.slice(random.below(text.length));

const cut: Mutation = (text, random) => text.slice(0, random.below(text.length));

/** One piece very often: limits must hold, and nothing may take quadratic time. */
const repeat: Mutation = (text, random) => {
  if (random.below(20) > 0) return insert(text, random);
  const at = random.below(text.length);
  return text.slice(0, at) + random.pick(pieces).repeat(random.below(1_500)) + text.slice(at);
};

const mutations = [remove, duplicate, swap, insert, insert, replace, splice, cut, repeat] as const;

const pieces = [
  ...(['{', '}', '[', ']', '(', ')', '{{', '}}', '[[', '((', '])', '{ x ='] as const),
  ...([',', '.', '=', '->', '|', ';', ':', '?', '?.', '==', '!=', '<', '<=', '>', '>='] as const),
  ...(['&&', '||', '!', '+', '-', '*', '/', '%', '~', '\\', '\\\n', '^', '&', '`'] as const),
  ...(['"', "'", '"""', '"text"', "'t'", '"\\q"', '"\\', '#', '# note\n', '//'] as const),
  ...(['agent "x" {', 'agent', 'step', 'step "s" {', 'workflow', 'pipeline {', 'load'] as const),
  ...(['memory {', 'backstory {', 'secrets {', 'stage', 'crew =', 'true', 'null'] as const),
  ...(['if', 'if x {', 'else', 'when =', 'not', 'in', 'and', 'depends_on = a'] as const),
  ...(['0', '-1', '1.2.3', '1e999', '5 m', '1.5h', '0.1s', '9x', '1_0', '00', '5m5'] as const),
  ...(['$', '$A', '$\u007b', '$\u007ba.b}', '$\u007b1}', '@', '@a.', '@a[b]', '@a['] as const),
  ...(['"a ${b} c"', '"${', '"${x["y"]}', '${ {a: "}"} }', '\\${', '}"', '"${1 +}"'] as const),
  ...(['\n', '\r', '\r\n', ' ', '\t', '\u00a0', '\u0085', '\u2028', '\u200b', '\ufeff'] as const),
  ...(['é', 'ß', '名前', '💙', '\ud83d', '\udc99', 'e\u0301', '\u202e', '\0', '\u007f'] as const),
] as const;
