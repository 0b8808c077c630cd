import { fonts } from '../layout/card.js';
import { rounded } from '../layout/edge-path.js';
import { labelSizes, labelText } from '../layout/label.js';
import type { Layout, PlacedEdge, PlacedGroup, PlacedNode } from '../layout/placed.js';
import { textWidth } from '../layout/text.js';
import { NodeDescriptions } from '../model/describe.js';
import type { WorkflowGraph } from '../model/workflow-graph.js';
import { content, element } from './markup.js';
import { cardMarkup } from './step-markup.js';
import type { StepState } from './step-state.js';
import { styleSheet, type Theme } from './style.js';

export interface SvgOptions {
  /** The colors where no editor says other ones. */
  readonly theme: Theme;
  /** How far a step of a workflow has come; without it nothing is said of a run. */
  readonly stateOf?: (workflow: string, step: string) => StepState | undefined;
}

/** Above each workflow. */
const headHeight = 62;
const marginX = 24;
const marginBottom = 8;

/**
 * Draws workflows below each other as one SVG document. Its text is the same for the same graphs.
 *
 * Each node is a group with `data-step`, its first and last line as `data-line` and
 * `data-end-line`, and a label for screen readers, in the order in which the Tab key goes through
 * them. Classes say what a node is and which state it has.
 */
export function drawSvg(layouts: readonly Layout[], options: SvgOptions): string {
  const width = Math.ceil(Math.max(0, ...layouts.map(fullWidth)));
  const tops: number[] = [];
  let height = 0;
  for (const layout of layouts) {
    tops.push(height);
    height += headHeight + Math.ceil(layout.bounds.height);
  }
  height += marginBottom;
  const names = layouts.map(({ graph }) => graph.name).join(', ');
  const inner = [
    element('title', { id: 'mso-graph-title' }, content(titleOf(layouts, names))),
    element('desc', { id: 'mso-graph-desc' }, content(summaryOf(layouts))),
    element('style', {}, `\n${styleSheet(options.theme)}\n`),
    element('defs', {}, arrowHead),
    element('rect', { class: 'canvas', width, height }),
    ...layouts.map((layout, index) => workflowMarkup(layout, tops[index] ?? 0, options)),
  ];
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    ...{ class: 'mso-graph', width, height, viewBox: `0 0 ${width} ${height}` },
    ...{ role: 'graphics-document document', 'aria-roledescription': 'workflow graph' },
    ...{ 'aria-labelledby': 'mso-graph-title', 'aria-describedby': 'mso-graph-desc' },
  };
  return `${element('svg', attributes, `\n${inner.join('\n')}\n`)}\n`;
}

const arrowHead = element(
  'marker',
  {
    ...{ id: 'mso-graph-arrow', class: 'arrow', viewBox: '0 0 8 8', refX: 1, refY: 4 },
    ...{ markerWidth: 8, markerHeight: 8, orient: 'auto', markerUnits: 'userSpaceOnUse' },
  },
  element('path', { d: 'M0,0 8,4 0,8Z' }),
);

function fullWidth({ graph, bounds }: Layout): number {
  const heading = textWidth(graph.name, fonts.heading);
  return Math.max(
    bounds.width,
    2 * marginX + Math.max(heading, textWidth(headText(graph), fonts.text)),
  );
}

function titleOf(layouts: readonly Layout[], names: string): string {
  return `${layouts.length === 1 ? 'workflow' : 'workflows'} ${names}`;
}

function summaryOf(layouts: readonly Layout[]): string {
  const texts = layouts.map(({ graph }) => {
    const steps = graph.nodes.filter(({ kind }) => kind === 'step').length;
    return `${graph.name}: ${steps} ${steps === 1 ? 'step' : 'steps'}`;
  });
  return texts.join('; ');
}

function headText({ trigger, timeout, onError }: WorkflowGraph): string {
  return [
    ...(trigger === undefined ? [] : [trigger]),
    ...(timeout === undefined ? [] : [`at most ${timeout}`]),
    ...(onError === undefined ? [] : [`on error: ${onError}`]),
  ].join('  ·  ');
}

function workflowMarkup(layout: Layout, top: number, options: SvgOptions): string {
  const { graph, bounds, groups, edges, nodes } = layout;
  const origin = `translate(${rounded(-bounds.x)},${rounded(headHeight - bounds.y)})`;
  const descriptions = new NodeDescriptions(graph);
  const head = headText(graph);
  const inner = [
    element('text', { class: 'heading', x: marginX, y: 34 }, content(graph.name)),
    ...(head === ''
      ? []
      : [element('text', { class: 'subheading', x: marginX, y: 54 }, content(head))]),
    `<g transform="${origin}">`,
    ...groups.map(groupMarkup),
    ...edges.map(edgeMarkup),
    ...edges.map(labelMarkup).filter((label) => label !== ''),
    ...nodes.map((placed) => nodeMarkup(placed, descriptions, graph.name, options)),
    '</g>',
  ];
  const attributes = {
    ...{ class: 'workflow', 'data-workflow': graph.name, 'data-line': graph.place.line },
    transform: `translate(0,${top})`,
  };
  return element('g', attributes, `\n${inner.join('\n')}\n`);
}

function groupMarkup({ x, y, width, height }: PlacedGroup): string {
  return element(
    'g',
    { class: 'group' },
    element('rect', { x, y, width, height, rx: 12 }) +
      element('text', { x: x + 12, y: y + 14 }, 'in parallel'),
  );
}

function edgeMarkup({ edge, path }: PlacedEdge): string {
  const { from, to, reasons, branch } = edge;
  const isDependency = !reasons.includes('pipeline');
  const names = ['edge', ...(isDependency ? ['dependency'] : []), ...(branch ? [branch] : [])];
  const end = to.startsWith('joint:') ? {} : { 'marker-end': 'url(#mso-graph-arrow)' };
  return element(
    'g',
    { class: names.join(' '), 'data-from': from, 'data-to': to },
    element('path', { d: path, ...end }),
  );
}

function labelMarkup({ edge, label }: PlacedEdge): string {
  if (label === undefined) return '';
  const { x, y, width, height, lines } = label;
  const { paddingX, paddingY, lineHeight } = labelSizes;
  const texts = lines.map((line, index) => {
    const baseline = y + paddingY + (index + 1) * lineHeight - 4;
    return element('text', { x: x + paddingX, y: baseline }, content(line));
  });
  return element(
    'g',
    { class: 'label' },
    element('title', {}, content(labelText(edge) ?? '')) +
      element('rect', { x, y, width, height, rx: 5 }) +
      texts.join(''),
  );
}

function nodeMarkup(
  placed: PlacedNode,
  descriptions: NodeDescriptions,
  workflow: string,
  { stateOf }: SvgOptions,
): string {
  const { node, card, x, y, width, height } = placed;
  const transform = `translate(${rounded(x)},${rounded(y)})`;
  if (node.kind === 'joint') {
    const circle = { cx: width / 2, cy: height / 2, r: width / 2 };
    return element('g', { class: 'joint', transform }, element('circle', circle));
  }
  const label = descriptions.of(node);
  const state = node.kind === 'step' ? stateOf?.(workflow, node.name) : undefined;
  const spoken = state ? `${label}; ${stateText(state)}` : label;
  const attributes = {
    class: ['node', node.kind, ...(state ? [state.status] : [])].join(' '),
    ...{ transform, tabindex: 0, role: 'graphics-symbol img', 'aria-label': spoken },
    ...(node.kind === 'step' && { 'data-step': node.name }),
    'data-line': node.place.line,
    'data-end-line': node.place.endLine,
  };
  const inner =
    node.kind === 'step' && card
      ? cardMarkup(node, placed, card, state)
      : diamondMarkup(width, height);
  const task = node.kind === 'step' && node.task ? `; task: ${node.task}` : '';
  return element('g', attributes, element('title', {}, content(spoken + task)) + inner);
}

function stateText({ status, attempt }: StepState): string {
  return attempt === undefined ? status : `${status}, attempt ${attempt}`;
}

function diamondMarkup(width: number, height: number): string {
  const [x, y] = [width / 2, height / 2];
  const d = `M${x},0 ${width},${y} ${x},${height} 0,${y}Z`;
  const text = { x, y: y + 5, 'text-anchor': 'middle' };
  return element('path', { class: 'diamond', d }) + element('text', text, '?');
}
