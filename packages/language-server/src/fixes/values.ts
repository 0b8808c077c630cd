import {
  findProperty,
  type Property,
  type PropertySchema,
  propertySchema,
  quotedText,
  schema,
} from '@mso/language';
import { blockAround, type Fix, type Mistake, pathOf, replacement, textAt } from './fix.js';
import { changeTo, nearestOf } from './names.js';

interface KnownProperty {
  readonly property: Property;
  readonly known: PropertySchema;
}

/** The property whose value, or an item of it, is wrong. */
function propertyOf(mistake: Mistake): KnownProperty | undefined {
  const { analysis, diagnostic } = mistake;
  const property = pathOf(mistake).findLast((node) => node.kind === 'Property');
  const block = blockAround(analysis, diagnostic.span);
  const known = block && property && propertySchema(block.kind, property.key.text);
  return known && property && { property, known };
}

/** Another word, for one that a property does not take; the nearest one is preferred. */
export function otherWords(mistake: Mistake): Fix[] {
  const words = propertyOf(mistake)?.known.values?.words ?? [];
  const [best] = nearestOf(textAt(mistake).replaceAll(/["']/g, ''), words);
  const sorted = best === undefined ? words : [best, ...words.filter((word) => word !== best)];
  return sorted.map((word) => ({
    title: changeTo(word),
    edits: [replacement(mistake.diagnostic.span, quotedText(word))],
    ...(word === best && { isPreferred: true as const }),
  }));
}

/** `"30m"` is `30m`. */
export function unquotedDuration(mistake: Mistake): Fix[] {
  return written(mistake, textAt(mistake).replaceAll(/["'\s]/g, ''));
}

/** What was probably meant by a value of another kind. */
export function otherKind(mistake: Mistake): Fix[] {
  const found = propertyOf(mistake);
  if (found === undefined) return [];
  const text = textAt(mistake);
  const bare = text.replaceAll(/["']/g, '').trim();
  const isNumber = /^-?\d+(?:\.\d+)?$/.test(bare);
  switch (found.known.type) {
    case 'duration':
      return isNumber && !bare.startsWith('-')
        ? wholeDurations(bare).flatMap((duration) => written(mistake, duration, false))
        : [];
    case 'number':
      // What is a number already is out of the range.
      return isNumber && bare !== text ? written(mistake, bare) : [];
    case 'boolean':
      return /^(?:true|false)$/.test(bare) ? written(mistake, bare) : [];
    case 'string':
    case 'name':
      return /^[\w.:-]+$/.test(text) ? written(mistake, quotedText(text)) : [];
    default:
      return [];
  }
}

/** A number with each unit that makes whole seconds of it. */
function wholeDurations(number: string): string[] {
  const seconds = Object.entries({ s: 1, m: 60, h: 3_600 });
  return seconds.flatMap(([unit, each]) =>
    Number.isInteger(Number(number) * each) ? [`${number}${unit}`] : [],
  );
}

function written({ diagnostic }: Mistake, text: string, isPreferred = true): Fix[] {
  const edits = [replacement(diagnostic.span, text)];
  return [{ title: `Write ${text}`, edits, ...(isPreferred && { isPreferred: true }) }];
}

/** A list of names: one that is no list, or an item of it that is no name. */
export function names(mistake: Mistake): Fix[] {
  const text = textAt(mistake);
  const found = propertyOf(mistake);
  if (found === undefined || /[{[\n]/.test(text)) return [];
  if (found.property.value.kind === 'Array') return written(mistake, quotedText(text));
  return written(mistake, /^["']/.test(text) ? `[${text}]` : `[${quotedText(text)}]`);
}

/** A key that is one slip away from one that the language knows. */
export function otherKey(mistake: Mistake): Fix[] {
  const block = blockAround(mistake.analysis, mistake.diagnostic.span);
  if (block === undefined) return [];
  const missing = schema[block.kind].properties
    .map(({ name }) => name)
    .filter((name) => findProperty(block.properties, name) === undefined);
  return nearestOf(textAt(mistake), missing)
    .slice(0, 1)
    .map((name) => ({
      title: changeTo(name),
      edits: [replacement(mistake.diagnostic.span, name)],
      isPreferred: true,
    }));
}

/** `exponential_backoff = true`. */
export function oldBackoff(mistake: Mistake): Fix[] {
  const property = pathOf(mistake).findLast((node) => node.kind === 'Property');
  const block = blockAround(mistake.analysis, mistake.diagnostic.span);
  const isGiven = block && findProperty(block.properties, 'backoff') !== undefined;
  if (property?.value.kind !== 'Bool' || isGiven) return [];
  const text = property.value.value ? 'backoff = "exponential"' : 'backoff = "fixed"';
  const edits = [replacement(property, text)];
  return [{ title: `Write ${text}`, edits, isPreferred: true }];
}
