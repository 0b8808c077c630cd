/** `; did you mean X?` where a known word is near to a misspelt one, else nothing. */
export function suggestion(word: string, known: readonly string[]): string {
  const limit = Math.ceil(word.length / 3);
  const [best] = known
    .map((candidate) => ({ candidate, distance: editDistance(word, candidate) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance);
  return best ? `; did you mean ${best.candidate}?` : '';
}

/** Nobody misspells longer words, and comparing them would take long. */
const lengthMax = 40;

function editDistance(left: string, right: string): number {
  if (left.length > lengthMax) return Number.POSITIVE_INFINITY;
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...left].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...right].entries()) {
      const replaced = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
