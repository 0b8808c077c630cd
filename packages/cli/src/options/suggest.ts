import { nearest } from '@mso/language';

/** `; did you mean X?` where a known word is near to a misspelt one, else nothing. */
export function suggestion(word: string, known: readonly string[]): string {
  const best = nearest(word, known);
  return best === undefined ? '' : `; did you mean ${best}?`;
}
