import { check, format, type ParseResult, parse, parseExpression, SourceFile } from '@mso/language';
import { medianMs, timed } from '../support/measure.js';
import { jsonText } from './json-text.js';
import type { Row } from './rows.js';

const runs = 15;
const warmUps = 15;

/** A program of a megabyte, and what others take for the same data in the same process. */
export async function measureLanguage(text: string): Promise<Row[]> {
  const file = new SourceFile('large.mso', text);
  const measure = (action: () => unknown): Promise<number> =>
    medianMs(runs, () => timed(action), warmUps);
  const parsed = parse(file);
  return [
    { what: 'tokenize and parse', value: await measure(() => parse(file)), goal: 60 },
    // Reads every token and then one name: its time is the lexer's.
    { what: 'tokenize', value: await measure(() => parseExpression(text)) },
    { what: 'check', value: await measure(() => check(parsed)), goal: 150 },
    { what: 'format, parsing included', value: await measure(() => format(file)) },
    ...(await measurePeers(text, parsed, measure)),
  ];
}

/**
 * They come last, and Chevrotain is loaded only here: where it is, everything else that makes many
 * objects is a third slower in the same process.
 */
async function measurePeers(
  text: string,
  parsed: ParseResult,
  measure: (action: () => unknown) => Promise<number>,
): Promise<Row[]> {
  const { readWithPeer } = await import('./peer/parser.js');
  const json = jsonText(parsed);
  const declarations = readWithPeer(text).length;
  if (declarations !== parsed.program.declarations.length) {
    throw new Error(`the peer reads ${declarations} declarations`);
  }
  const jsonSize = (json.length / 1_000_000).toFixed(1);
  return [
    {
      what: `JSON.parse, the same data, ${jsonSize} MB`,
      value: await measure(() => JSON.parse(json)),
    },
    {
      what: 'Chevrotain, the same grammar, no recovery',
      value: await measure(() => readWithPeer(text)),
    },
  ];
}
