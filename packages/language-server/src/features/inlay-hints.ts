import {
  findProperty,
  type KnownBlock,
  type PropertySchema,
  type Span,
  schema,
} from '@mso/language';
import { type InlayHint, InlayHintKind, InlayHintRequest } from 'vscode-languageserver';
import { documentFeature } from '../feature.js';
import { positionAt, spanOfRange } from '../text/positions.js';
import { orderOfSteps } from '../workflow/step-order.js';
import type { Analysis } from '../workspace/analysis.js';

/** What is not written and yet holds; nothing unless `mso.inlayHints` is on. */
export const inlayHints = documentFeature(
  InlayHintRequest.type,
  { inlayHintProvider: true },
  'Defaults that apply, and the turn of each step; off unless `mso.inlayHints` is set',
  (analysis, { range }, { settings }) => {
    if (!settings.inlayHints) return [];
    const part = spanOfRange(analysis.file, range);
    return [...defaults(analysis, part), ...turns(analysis, part)];
  },
);

function isIn(offset: number, { start, end }: Span): boolean {
  return start <= offset && offset <= end;
}

/** Behind the brace of a block. */
function defaults({ file, blocks }: Analysis, part: Span): InlayHint[] {
  const hints: InlayHint[] = [];
  for (const known of blocks) {
    const end = known.block.bodyStart;
    if (!isIn(end, part)) continue;
    const missing = schema[known.kind].properties.filter((property) => applies(known, property));
    if (missing.length === 0) continue;
    const label = missing.map((property) => `${property.name} = ${property.default}`).join(', ');
    const tooltip = missing
      .map(({ name, documentation }) => `${name}: ${documentation}`)
      .join('\n');
    const position = positionAt(file, end);
    hints.push({ position, label, tooltip, kind: InlayHintKind.Parameter, paddingLeft: true });
  }
  return hints;
}

/** What is off where nothing is said surprises nobody. */
function applies({ properties }: KnownBlock, property: PropertySchema): boolean {
  const { name, alias, type } = property;
  if (property.default === undefined || type === 'boolean') return false;
  return findProperty(properties, name, alias ?? name) === undefined;
}

/** Behind the name of a step. */
function turns({ file, model }: Analysis, part: Span): InlayHint[] {
  const hints: InlayHint[] = [];
  for (const workflow of model.workflows) {
    const { start, end } = workflow.declaration;
    if (end < part.start || start > part.end) continue;
    const order = orderOfSteps(workflow);
    for (const { name } of workflow.steps) {
      const place = order.get(name.text);
      if (place === undefined || !isIn(name.end, part)) continue;
      hints.push({
        position: positionAt(file, name.end),
        label: `#${place.turn}`,
        tooltip:
          place.after.length === 0 ? 'waits for no other step' : `after ${place.after.join(', ')}`,
        paddingLeft: true,
      });
    }
  }
  return hints;
}
