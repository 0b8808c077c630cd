import { htmlPage } from '../html.js';
import { marksWidth } from './timeline-markup.js';

/** What the page asks for: to be told what to show, or to go to a moment. */
export type TimelineMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'go'; readonly position: number };

/** A key that is held moves the slider on: one goes where it has come to rest. */
const restMs = 200;

/** The page of the timeline. */
export function timelinePage(): string {
  return htmlPage({ title: 'Timeline', style, body, script });
}

const body = `<p id="empty">What has happened in a run is shown while it is stopped. It needs
<code>timeTravel</code>, which is on unless the launch configuration says otherwise.</p>
<main hidden>
<header>
<div id="place" role="status"></div>
<div id="track">
<svg id="marks" viewBox="0 0 ${marksWidth} 10" preserveAspectRatio="none" aria-hidden="true"></svg>
<input id="slider" type="range" step="1" aria-label="Moment of the run">
</div>
</header>
<ul id="rows" aria-label="What has happened, the latest first"></ul>
</main>`;

const style = `
body { padding: 0 8px 8px; color: var(--vscode-foreground); font-size: var(--vscode-font-size); }
p, .note { color: var(--vscode-descriptionForeground); }
header {
  position: sticky; top: 0; padding: 4px 0;
  background: var(--vscode-sideBar-background);
}
#place { color: var(--vscode-descriptionForeground); }
main.past #place { color: var(--vscode-charts-purple); }
.vscode-high-contrast main.past #place { color: var(--vscode-foreground); }
#track { position: relative; height: 28px; }
#marks { position: absolute; left: 7px; width: calc(100% - 14px); height: 12px; }
#marks path { stroke-width: 2; vector-effect: non-scaling-stroke; }
#slider {
  position: absolute; top: 8px; width: 100%; height: 20px; margin: 0; background: none;
  appearance: none; cursor: pointer;
}
#slider::-webkit-slider-runnable-track {
  height: 4px; border-radius: 2px; background: var(--vscode-scrollbarSlider-background);
  outline: 1px solid var(--vscode-contrastBorder, transparent);
}
#slider::-webkit-slider-thumb {
  appearance: none; width: 14px; height: 14px; margin-top: -5px; border-radius: 7px;
  background: var(--vscode-button-background);
  border: 1px solid var(--vscode-contrastBorder, var(--vscode-button-background));
}
main.past #slider::-webkit-slider-thumb { background: var(--vscode-charts-purple); }
:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: -1px; }
ul { list-style: none; margin: 0 -8px; padding: 0; }
button, .now, .note {
  display: flex; align-items: baseline; gap: 6px;
  box-sizing: border-box; width: 100%; padding: 2px 8px;
}
button { border: 0; background: none; color: inherit; font: inherit; text-align: left;
  cursor: pointer; }
button:hover { background: var(--vscode-list-hoverBackground); }
button:hover:not(:focus-visible) {
  outline: 1px dashed var(--vscode-contrastActiveBorder, transparent); outline-offset: -1px;
}
.now {
  scroll-margin-top: 64px; font-weight: bold;
  background: var(--vscode-list-inactiveSelectionBackground);
  outline: 1px solid var(--vscode-contrastActiveBorder, transparent); outline-offset: -1px;
}
span { flex: 1; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
b { font-weight: normal; color: var(--vscode-descriptionForeground); }
.now b { color: inherit; }
i { flex: none; width: 8px; height: 8px; border-radius: 4px; background: currentColor; }
.now i { border-radius: 0; clip-path: polygon(0 0, 100% 50%, 0 100%); }
.stop i { color: var(--vscode-debugIcon-breakpointForeground); border-radius: 1px; }
.step i { color: var(--vscode-descriptionForeground); }
.call i { color: var(--vscode-charts-blue); }
.reply i { color: var(--vscode-charts-green); }
.workflow i { color: var(--vscode-charts-yellow); }
.stop { stroke: var(--vscode-debugIcon-breakpointForeground); }
.step { stroke: var(--vscode-scrollbarSlider-hoverBackground); }
.call { stroke: var(--vscode-charts-blue); }
.reply { stroke: var(--vscode-charts-green); }
`;

/**
 * Shows what it is told, and says where a person wants to go. While the slider is moved, it says
 * what happened there last. Up and down go through the rows. What had the keyboard gets it back
 * when the editor, which takes it at each stop, gives it to the page again.
 */
const script = `
const vscode = acquireVsCodeApi();
const get = (id) => document.getElementById(id);
const main = document.querySelector('main');
const [slider, place, rows] = ['slider', 'place', 'rows'].map(get);
const go = (position) => vscode.postMessage({ type: 'go', position });
const buttons = () => [...rows.querySelectorAll('button')];
window.addEventListener('message', ({ data: { timeline } }) => {
  main.hidden = !timeline;
  get('empty').hidden = Boolean(timeline);
  if (!timeline) return;
  get('marks').innerHTML = timeline.marks;
  rows.innerHTML = timeline.rows;
  Object.assign(slider, { min: timeline.start, max: timeline.end, value: timeline.position });
  main.classList.toggle('past', timeline.position < timeline.end);
  tell(timeline.place);
  const here = rows.querySelector('.now');
  const next = here.nextElementSibling?.querySelector('button') ?? buttons().at(-1);
  if (next) next.tabIndex = 0;
  if (document.hasFocus()) restoreFocus();
  here.scrollIntoView({ block: 'nearest' });
});
let isInRows;
document.addEventListener('focusin', ({ target }) => { isInRows = target !== slider; });
function restoreFocus() {
  if (isInRows) rows.querySelector('[tabindex="0"]')?.focus();
  else if (isInRows === false) slider.focus();
}
window.addEventListener('focus', restoreFocus);
function tell(text) {
  place.textContent = text;
  slider.setAttribute('aria-valuetext', text);
}
slider.addEventListener('input', () => {
  const last = buttons().find((button) => Number(button.dataset.position) <= Number(slider.value));
  const what = last ? ' \\u00b7 ' + last.querySelector('span').textContent : '';
  tell('instruction ' + slider.value + what);
});
let timer;
slider.addEventListener('change', () => {
  clearTimeout(timer);
  timer = setTimeout(() => go(Number(slider.value)), ${restMs});
});
rows.addEventListener('click', ({ target }) => {
  const button = target.closest('button');
  if (button) go(Number(button.dataset.position));
});
rows.addEventListener('keydown', (event) => {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const all = buttons();
  const next = by && all[all.indexOf(document.activeElement) + by];
  if (!next) return;
  event.preventDefault();
  next.focus();
});
vscode.postMessage({ type: 'ready' });
`;
