import { nearest } from '@mso/values';

/** "did you mean …?" where a candidate is near, and the candidates. */
export type Suggest = (word: string, plural: string, candidates: Iterable<string>) => string;

/** Looking for the nearest name takes long; a text with more mistakes than this needs none. */
const searchesMax = 50;
const listedMax = 10;

export function makeSuggest(): Suggest {
  let searches = 0;
  return (word, plural, candidates) => {
    const available = listNames(plural, candidates);
    const best = searches++ < searchesMax ? nearest(word, candidates) : undefined;
    return best === undefined ? available : `did you mean '${best}'? (${available})`;
  };
}

function listNames(plural: string, candidates: Iterable<string>): string {
  const listed: string[] = [];
  for (const candidate of candidates) {
    if (listed.length === listedMax) {
      listed.push('…');
      break;
    }
    listed.push(candidate);
  }
  if (listed.length === 0) return `no ${plural} are declared`;
  return `available ${plural}: ${listed.join(', ')}`;
}
