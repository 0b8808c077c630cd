import type { Block, Declaration, Property, Section } from '@mso/language';
import { type InlineValue, InlineValueRequest } from 'vscode-languageserver';
import { documentFeature } from '../feature.js';
import { isBefore, offsetAt, overlaps, positionAt, rangeOf } from '../text/positions.js';
import { pathTo } from '../text/visit-nodes.js';
import { isWord } from '../text/words.js';
import type { Analysis } from '../workspace/analysis.js';

/**
 * What a debugger shows at the ends of lines while it is stopped: the properties of the block
 * that the frame is in, as far as they have been set, and of many those that were set last. Where a
 * secret comes from is not shown.
 */
export const inlineValues = documentFeature(
  InlineValueRequest.type,
  { inlineValueProvider: true },
  'While a debugger is stopped: the properties that were set, from the syntax tree',
  (analysis, { range, context: { stoppedLocation } }, { settings }) => {
    const { file } = analysis;
    const stopped = offsetAt(file, stoppedLocation.start);
    const blanks = /^[ \t]*/.exec(file.text.slice(stopped))?.[0].length ?? 0;
    const frame = frameAt(analysis, stopped + blanks);
    if (frame?.block === undefined) return [];
    const values: InlineValue[] = [];
    for (const { property, path } of propertiesIn(frame.block, [])) {
      const place = rangeOf(file, property.key);
      // The line of the stop has yet to be executed.
      const isExecuted = isBefore(positionAt(file, property.end), {
        line: stoppedLocation.start.line,
        character: 0,
      });
      if (isExecuted && overlaps(place, range)) values.push({ range: place, expression: path });
    }
    return values.slice(Math.max(0, values.length - settings.inlineValuesMax));
  },
);

/** The innermost declaration or step around a place: what has a frame of its own. */
function frameAt({ parsed }: Analysis, offset: number): Declaration | Section | undefined {
  return pathTo(parsed.program, offset).findLast(
    (node) => node.kind === 'Declaration' || node.kind === 'Section',
  );
}

interface Asked {
  readonly property: Property;
  /** The expression that yields its value. */
  readonly path: string;
}

/** The properties of a block and, behind a point, those of the objects that it holds. */
function propertiesIn({ members }: Block, outer: readonly string[]): Asked[] {
  return members.flatMap((member): Asked[] => {
    // Other keys cannot be asked for.
    if (member.kind !== 'Property' || !isWord(member.key.text)) return [];
    const { key, value } = member;
    if (key.text === 'secrets' || value.kind === 'Missing') return [];
    const path = [...outer, key.text];
    if (value.kind === 'Object') return propertiesIn(value.block, path);
    return [{ property: member, path: path.join('.') }];
  });
}
