import { UsageProblem } from '../output/problems.js';
import type { Options } from './options.js';

/**
 * The value of an option that is one of some words; undefined where it is not given.
 * @throws UsageProblem for another value
 */
export function oneOf<Word extends string>(
  options: Options,
  name: string,
  words: readonly Word[],
  command: string,
): Word | undefined {
  const text = options.text(name);
  const found = words.find((word) => word === text);
  if (text === undefined || found !== undefined) return found;
  const wanted = `--${name} takes ${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
  throw new UsageProblem(`${wanted}, not ${JSON.stringify(text)}`, command);
}
