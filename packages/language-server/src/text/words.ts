const word = /^[\p{L}_][\p{L}\p{N}_-]*$/u;

/** Whether a text is one word: a name that needs no quotes where expressions use it. */
export function isWord(text: string): boolean {
  return word.test(text);
}
