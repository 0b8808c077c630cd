import { fonts } from '../layout/card.js';
import type { StepStatus } from './step-state.js';

export const themes = ['light', 'dark'] as const;

export type Theme = (typeof themes)[number];

/** A color: the variable of VS Code that decides where there is one, and ours for both themes. */
interface Color {
  readonly variable: string;
  readonly light: string;
  readonly dark: string;
}

const colors = {
  canvas: color('editor-background', '#ffffff', '#1b1f24'),
  text: color('editor-foreground', '#1f2328', '#e8ecf1'),
  muted: color('descriptionForeground', '#59636e', '#9aa4af'),
  card: color('editorWidget-background', '#f7f8fa', '#262c34'),
  border: color('editorWidget-border', '#cfd6dd', '#414a55'),
  line: color('editorIndentGuide-activeBackground1', '#8c959f', '#76818d'),
  accent: color('textLink-foreground', '#0969da', '#58a6ff'),
  focus: color('focusBorder', '#0969da', '#58a6ff'),
  running: color('charts-blue', '#0969da', '#58a6ff'),
  paused: color('charts-yellow', '#9a6700', '#e0b341'),
  done: color('charts-green', '#1a7f37', '#4cc266'),
  failed: color('charts-red', '#cf222e', '#ff7b72'),
  skipped: color('disabledForeground', '#818b98', '#76818d'),
} as const;

type ColorName = keyof typeof colors;

/** The color of what has a state; what waits looks as without one. */
const statusColors: Readonly<Record<StepStatus, ColorName>> = {
  waiting: 'muted',
  running: 'running',
  paused: 'paused',
  done: 'done',
  failed: 'failed',
  skipped: 'skipped',
};

type Declaration = readonly [property: 'fill' | 'stroke', color: ColorName | 'none'] | string;

const rules: readonly (readonly [selector: string, ...Declaration[]])[] = [
  ['.canvas', ['fill', 'canvas']],
  ['.heading', ['fill', 'text'], font('heading')],
  ['.subheading', ['fill', 'muted'], font('text')],
  ['.group rect', ['fill', 'accent'], ['stroke', 'accent'], 'fill-opacity:.05;stroke-opacity:.5'],
  ['.group rect', 'stroke-dasharray:5 4'],
  ['.group text', ['fill', 'accent'], font('small')],
  ['.edge path', ['fill', 'none'], ['stroke', 'line'], 'stroke-width:1.5'],
  ['.edge.dependency path', 'stroke-dasharray:5 4'],
  ['.arrow', ['fill', 'line']],
  ['.label rect', ['fill', 'canvas'], ['stroke', 'border']],
  ['.label text', ['fill', 'text'], font('code')],
  ['.card', ['fill', 'card'], ['stroke', 'border']],
  ['.bar', ['fill', 'accent']],
  ['.title', ['fill', 'text'], font('title')],
  ['.worker', ['fill', 'text'], font('text')],
  ['.detail', ['fill', 'muted'], font('text')],
  ['.when', ['fill', 'muted'], font('code')],
  ['.icon', ['fill', 'none'], ['stroke', 'muted'], 'stroke-width:1.2', roundLines()],
  ['.chip rect', ['fill', 'canvas'], ['stroke', 'border']],
  ['.chip text', ['fill', 'muted'], font('small')],
  ['.decision path', ['fill', 'canvas'], ['stroke', 'accent'], 'stroke-width:1.5'],
  ['.decision text', ['fill', 'accent'], font('title')],
  ['.joint circle', ['fill', 'line']],
  ['.mark circle', ['fill', 'muted']],
  ['.mark path', ['fill', 'none'], ['stroke', 'canvas'], 'stroke-width:1.7', roundLines()],
  ...Object.entries(statusColors).flatMap(([status, name]): [string, ...Declaration[]][] => [
    [`.${status} .bar,.${status} .mark circle`, ['fill', name]],
    ...(status === 'waiting'
      ? []
      : ([[`.${status} .card`, ['stroke', name]]] as [string, ...Declaration[]][])),
  ]),
  ['.running .card,.paused .card,.failed .card', 'stroke-width:2'],
  ['.skipped .card', 'stroke-dasharray:5 4'],
  ['.skipped .title', ['fill', 'muted'], 'text-decoration:line-through'],
  ['.attempt', ['fill', 'muted'], font('small')],
  ['.node', 'outline:none'],
  ['.node:focus .card,.node:focus .diamond', ['stroke', 'focus'], 'stroke-width:2.5'],
];

/**
 * The style sheet of a drawing. Each color stands there twice, as itself and then as a variable
 * of VS Code that falls back to it: what draws it in the editor follows the editor's theme, and
 * what knows no variables, as many converters, still has a color.
 */
export function styleSheet(theme: Theme): string {
  const family = "font-family:system-ui,-apple-system,'Segoe UI',Helvetica,Arial,sans-serif";
  const sheet = rules.map(([selector, ...declarations]) => {
    const within = selector.split(',').map((part) => `.mso-graph ${part}`);
    return `${within.join(',')}{${declarations.map((each) => css(each, theme)).join(';')}}`;
  });
  return [`.mso-graph{${family}}`, ...sheet].join('\n');
}

function css(declaration: Declaration, theme: Theme): string {
  if (typeof declaration === 'string') return declaration;
  const [property, name] = declaration;
  if (name === 'none') return `${property}:none`;
  const { variable, ...own } = colors[name];
  return `${property}:${own[theme]};${property}:var(--vscode-${variable},${own[theme]})`;
}

function color(variable: string, light: string, dark: string): Color {
  return { variable, light, dark };
}

function font(name: keyof typeof fonts): string {
  const { size, ...rest } = fonts[name];
  const weight = 'isBold' in rest ? ';font-weight:600' : '';
  const family = "font-family:ui-monospace,'SF Mono',Menlo,Consolas,'DejaVu Sans Mono',monospace";
  return `font-size:${size}px${weight}${'isMono' in rest ? `;${family}` : ''}`;
}

function roundLines(): string {
  return 'stroke-linecap:round;stroke-linejoin:round';
}
