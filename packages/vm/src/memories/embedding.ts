import { Duration, type Value } from '../values/value.js';

export const embeddingLength = 256;

const gramLengths = [3, 4];

/** A whole word says more than a part of one. */
const wordWeight = 2;

/** Longer texts are embedded by their beginning. */
const textLengthMax = 100_000;

/**
 * The direction of a text: its words, and the parts of three and four letters within them, each
 * add to or take from one of 256 numbers that its hash chooses. Depends on nothing but the text,
 * and has length 1; all zeros where the text has no words.
 */
export function embedText(text: string): Float32Array {
  const vector = new Float32Array(embeddingLength);
  for (const [feature, weight] of featuresOf(text)) {
    const hash = hashOf(feature);
    const index = hash % embeddingLength;
    const sign = hash & 0x8000_0000 ? -1 : 1;
    // The root keeps a word that is repeated from drowning the others.
    vector[index] = (vector[index] ?? 0) + sign * Math.sqrt(weight);
  }
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map((part) => part / length);
}

/** The text that a value is embedded by: its strings, keys and other leaves, in their order. */
export function embeddableText(value: Value): string {
  const parts: string[] = [];
  const collect = (part: Value): void => {
    if (Array.isArray(part)) return part.forEach(collect);
    if (part instanceof Map) {
      for (const [key, item] of part) {
        parts.push(key);
        collect(item);
      }
    } else if (part instanceof Duration || (part !== null && typeof part !== 'object')) {
      parts.push(String(part));
    }
  };
  collect(value);
  return parts.join(' ');
}

/** Of two vectors of length 1. */
export function cosine(left: Float32Array, right: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < embeddingLength; i++) sum += (left[i] ?? 0) * (right[i] ?? 0);
  return sum;
}

/** Words and their parts, with how much of each there is. */
function featuresOf(text: string): ReadonlyMap<string, number> {
  const features = new Map<string, number>();
  const add = (feature: string, weight: number): void => {
    features.set(feature, (features.get(feature) ?? 0) + weight);
  };
  const normal = text.slice(0, textLengthMax).normalize('NFKC').toLowerCase();
  for (const [word] of normal.matchAll(/[\p{L}\p{M}\p{N}]+/gu)) {
    add(`word ${word}`, wordWeight);
    const letters = [...` ${word} `];
    for (const length of gramLengths) {
      for (let at = 0; at + length <= letters.length; at++) {
        add(letters.slice(at, at + length).join(''), 1);
      }
    }
  }
  return features;
}

/** FNV-1a over UTF-16 units, mixed at the end so that all of its bits depend on all of them. */
function hashOf(text: string): number {
  let hash = 0x811c_9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x0100_0193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x21f0_aaad);
  return (hash ^ (hash >>> 15)) >>> 0;
}
