import { escapeHtml, htmlPage } from '../html.js';

/** What a page shows. */
export interface Shown {
  /** Markup: a drawing, or why there is none. */
  readonly content: string;
  /** By workflow, the lines of its file that have a breakpoint, from 1. */
  readonly breakpoints: Readonly<Record<string, readonly number[]>>;
}

/** What the page says when a person has chosen something of a workflow. */
export interface Choice {
  readonly type: 'open' | 'breakpoint';
  readonly workflow: string;
  /** In the file of the workflow, from 1. */
  readonly line: number;
}

/** The page that shows a drawing. */
export function graphPage({ content, breakpoints }: Shown): string {
  const marked = escapeHtml(JSON.stringify(breakpoints));
  const body = `<main id="drawing" data-breakpoints="${marked}">${content}</main>
<div id="news" role="status"></div>`;
  return htmlPage({ title: 'Workflow graph', style, body, script });
}

const style = `
body { padding: 0; overflow: auto; }
main { display: flex; justify-content: center; padding: 12px; }
svg { max-width: 100%; height: auto; }
[data-line] { cursor: pointer; }
p { color: var(--vscode-descriptionForeground); }
.breakpoint {
  fill: var(--vscode-debugIcon-breakpointForeground, #e51400);
  stroke: var(--vscode-editor-background);
  stroke-width: 2;
}
.breakpoint.inner {
  fill: var(--vscode-editor-background);
  stroke: var(--vscode-debugIcon-breakpointForeground, #e51400);
}
#news { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
`;

/**
 * Puts new drawings in place, keeps the focus on its step, marks breakpoints, tells a screen reader
 * which steps fare otherwise than before, and says which one was chosen.
 */
const script = `
const vscode = acquireVsCodeApi();
const drawing = document.getElementById('drawing');
const news = document.getElementById('news');
const workflowOf = (node) => node.closest('[data-workflow]')?.dataset.workflow;
const keyOf = (node) =>
  JSON.stringify([workflowOf(node), node.dataset.step ?? 'line ' + node.dataset.line]);
const nodes = () => [...drawing.querySelectorAll('.node[data-line]')];
const stateOf = (node) => node.getAttribute('class').split(' ')[2];
function mark(breakpoints) {
  for (const node of nodes()) {
    node.setAttribute('role', 'button');
    const help = 'Enter shows its text, the space bar sets or removes a breakpoint';
    node.setAttribute('aria-description', help);
    const [first, last] = [node.dataset.line, node.dataset.endLine].map(Number);
    const lines = (breakpoints[workflowOf(node)] ?? []).filter((at) => first <= at && at <= last);
    if (lines.length === 0) continue;
    const isInner = !lines.includes(first);
    const has = isInner ? '; has a breakpoint in its block' : '; has a breakpoint';
    node.setAttribute('aria-label', node.getAttribute('aria-label') + has);
    const circle = document.createElementNS('http://www.w3.org/2000/svg', 'circle');
    const names = isInner ? 'breakpoint inner' : 'breakpoint';
    for (const [name, value] of [['class', names], ['r', 7], ['cx', 1], ['cy', 1]])
      circle.setAttribute(name, value);
    node.append(circle);
  }
}
mark(JSON.parse(drawing.dataset.breakpoints));
window.addEventListener('message', ({ data }) => {
  const active = document.activeElement?.closest('.node');
  const focused = active && keyOf(active);
  const before = new Map(nodes().map((node) => [keyOf(node), stateOf(node)]));
  const [x, y] = [window.scrollX, window.scrollY];
  drawing.innerHTML = data.content;
  mark(data.breakpoints);
  window.scrollTo(x, y);
  if (focused) nodes().find((node) => keyOf(node) === focused)?.focus();
  const isNew = (node) => stateOf(node) && stateOf(node) !== before.get(keyOf(node));
  const changed = nodes().filter(isNew);
  const text = changed.map((node) => node.dataset.step + ' ' + stateOf(node)).join(', ');
  if (text !== '') news.textContent = text;
});
function choose(event) {
  const node = event.target.closest('[data-line]');
  if (!node) return;
  event.preventDefault();
  const type = event.altKey || event.key === ' ' ? 'breakpoint' : 'open';
  vscode.postMessage({ type, workflow: workflowOf(node), line: Number(node.dataset.line) });
}
document.addEventListener('click', choose);
document.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' || event.key === ' ') choose(event);
});
`;
