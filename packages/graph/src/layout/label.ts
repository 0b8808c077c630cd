import type { GraphEdge } from '../model/workflow-graph.js';
import { fonts } from './card.js';
import { fitted, plain, textWidth } from './text.js';

/** What stands on an edge, on one line or a few. */
export interface Label {
  readonly lines: readonly string[];
  readonly width: number;
  readonly height: number;
}

export const labelSizes = { lineHeight: 15, paddingX: 8, paddingY: 4 } as const;

const roomMax = 230;
const linesMax = 3;

/** The condition under which a decision leads along this edge; undefined for other edges. */
export function labelOf(edge: GraphEdge): Label | undefined {
  const text = labelText(edge);
  if (text === undefined) return undefined;
  const lines = wrapped(text);
  const widest = Math.max(...lines.map((line) => textWidth(line, fonts.code)));
  return {
    lines,
    width: Math.ceil(widest + 2 * labelSizes.paddingX),
    height: lines.length * labelSizes.lineHeight + 2 * labelSizes.paddingY,
  };
}

export function labelText({ branch, condition = '' }: GraphEdge): string | undefined {
  if (branch === undefined) return undefined;
  // A program that is being written may not have its condition yet.
  return branch === 'then' ? plain(condition) || '…' : 'else';
}

function wrapped(text: string): readonly string[] {
  const lines: string[] = [];
  let rest = text;
  while (rest !== '' && lines.length < linesMax - 1) {
    const line = beginning(rest);
    lines.push(line);
    rest = rest.slice(line.length).trimStart();
  }
  if (rest !== '') lines.push(rest);
  return lines.map((line) => fitted(line, roomMax, fonts.code));
}

/** As many words as there is room for; at least one. */
function beginning(text: string): string {
  let end = text.length;
  for (let next = text.indexOf(' '); next >= 0; next = text.indexOf(' ', next + 1)) {
    if (textWidth(text.slice(0, next), fonts.code) > roomMax) return text.slice(0, end);
    end = next;
  }
  return textWidth(text, fonts.code) > roomMax ? text.slice(0, end) : text;
}
