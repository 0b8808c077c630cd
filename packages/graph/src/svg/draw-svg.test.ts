import { deepEqual, equal, match, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { layoutOf } from '../layout/layout.js';
import { anyGraph, graphsOf, pipelineGraph } from '../testing/graphs.js';
import { drawSvg } from './draw-svg.js';
import { type StepState, stepStatuses } from './step-state.js';
import { themes } from './style.js';

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** The elements that it is in, from the outermost one. */
  readonly path: readonly string[];
}

/** The elements of an XML text. @throws Error where it is not well-formed */
function elementsOf(text: string): readonly Element[] {
  const character = '&(?:amp|lt|gt|quot|#39);';
  const attribute = `[a-z-]+="(?:[^<&"]|${character})*"`;
  const tag = `<(/?)([a-z]+)((?: ${attribute})*)(/?)>`;
  const piece = new RegExp(`${tag}|(?:[^<&>]|${character})+`, 'iy');
  const open: string[] = [];
  const elements: Element[] = [];
  while (piece.lastIndex < text.length) {
    const at = piece.lastIndex;
    const found = piece.exec(text);
    if (found === null) throw new Error(`not well-formed: ${text.slice(at, at + 40)}`);
    const [, isEnd, name, attributes = '', isEmpty] = found;
    if (name === undefined) continue;
    if (isEnd === '/') {
      equal(open.pop(), name);
      continue;
    }
    const pairs = [...attributes.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key, value]) => [
      key,
      value,
    ]);
    elements.push({ name, attributes: Object.fromEntries(pairs), path: [...open] });
    if (isEmpty !== '/') open.push(name);
  }
  deepEqual(open, []);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML has none of them.
  ok(!/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/u.test(text));
  return elements;
}

const steps = `  step a { retry { max_attempts = 4 } }
  step b {
    crew = [x, x]
    when = 1 < 2
  }
`;
const layout = layoutOf(pipelineGraph('a -> [b | c] -> if input.x > 1 { d } -> e', steps));

describe('an SVG drawing', () => {
  it('is well-formed, whatever the texts are', () => {
    fc.assert(
      fc.property(anyGraph, fc.constantFrom(...themes), (graph, theme) => {
        const svg = drawSvg([layoutOf(graph)], { theme });
        const nodes = elementsOf(svg).filter(({ attributes }) => attributes.tabindex === '0');
        equal(nodes.length, graph.nodes.length);
      }),
      { seed: 13, numRuns: 200 },
    );
  });

  it('says of each node which it is, in the order in which one goes through them', () => {
    const elements = elementsOf(drawSvg([layout], { theme: 'light' }));
    const nodes = elements.filter(({ attributes }) => attributes.tabindex === '0');
    const names = nodes.map(({ attributes }) => attributes['data-step'] ?? attributes.class);
    deepEqual(names, ['a', 'f', 'g', 'h', 'b', 'c', 'node decision', 'd', 'e']);
    const [first, , , , second] = nodes;
    equal(first?.attributes['aria-label'], 'step a; agent x; up to 4 attempts, 0s apart, fixed');
    const lines = [first, second].map((node) => [
      node?.attributes['data-line'],
      node?.attributes['data-end-line'],
    ]);
    deepEqual(lines, [
      ['4', '4'],
      ['5', '8'],
    ]);
    ok(nodes.every(({ attributes }) => attributes.role === 'graphics-symbol img'));
  });

  it('has a title and a description, which its root names', () => {
    const svg = drawSvg([layout], { theme: 'light' });
    const [root, title, description] = elementsOf(svg);
    equal(root?.attributes['aria-labelledby'], title?.attributes.id);
    equal(root?.attributes['aria-describedby'], description?.attributes.id);
    match(svg, /<title id="[\w-]+">workflow w<\/title>\n<desc id="[\w-]+">w: 8 steps<\/desc>/);
  });

  it('shows the state of a step as a class, a mark and in words', () => {
    for (const status of stepStatuses) {
      const states: Readonly<Record<string, StepState>> = {
        a: { status, attempt: 2 },
        b: { status },
      };
      const svg = drawSvg([layout], { theme: 'light', stateOf: (_, step) => states[step] });
      const nodes = elementsOf(svg).filter(({ attributes }) => attributes['data-step']);
      const [a, , , , b, c] = nodes;
      equal(a?.attributes.class, `node step ${status}`);
      match(a?.attributes['aria-label'] ?? '', new RegExp(`; ${status}, attempt 2$`));
      match(b?.attributes['aria-label'] ?? '', new RegExp(`; ${status}$`));
      equal(c?.attributes.class, 'node step');
      equal(svg.match(/class="mark"/g)?.length, 2);
      deepEqual(svg.match(/attempt \d of \d/g), ['attempt 2 of 4']);
    }
  });

  it('takes its colors from the editor, else from the theme', () => {
    const [light, dark] = themes.map((theme) => drawSvg([layout], { theme }));
    match(light ?? '', /\.canvas\{fill:#ffffff;fill:var\(--vscode-editor-background,#ffffff\)\}/);
    match(dark ?? '', /\.canvas\{fill:#1b1f24;fill:var\(--vscode-editor-background,#1b1f24\)\}/);
  });

  it('shows the workflows of a program below each other', () => {
    const text = 'agent x {}\nworkflow "one" { step a {} }\nworkflow "two" { step b {} }\n';
    const svg = drawSvg(graphsOf(text).map(layoutOf), { theme: 'light' });
    const found = elementsOf(svg).filter(({ attributes }) => attributes['data-workflow']);
    const places = found.map(({ attributes }) => attributes.transform);
    equal(places[0], 'translate(0,0)');
    match(places[1] ?? '', /^translate\(0,[1-9]\d+\)$/);
    match(svg, /<title id="[\w-]+">workflows one, two<\/title>/);
  });

  it('shows conditions, whole in their titles', () => {
    const condition = `steps.a.output == "${'long '.repeat(40)}"`;
    const svg = drawSvg([layoutOf(pipelineGraph(`a -> if ${condition} { b }`))], {
      theme: 'light',
    });
    ok(svg.includes(`<title>${condition.replaceAll('"', '&quot;')}</title>`));
    equal(svg.match(/<g class="label">/g)?.length, 1);
  });
});
