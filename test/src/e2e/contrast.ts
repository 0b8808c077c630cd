import type { Frame, Page } from 'playwright-core';

/** A thing of a page that is hard to see. */
export interface Faint {
  /** Its text, or what it is. */
  readonly what: string;
  /** Of its color to what is behind it, as WCAG 2 counts it: 1 is none, 21 black on white. */
  readonly ratio: number;
}

/** The texts of a page that stand out from what is behind them by less than a ratio. */
export function faintTexts(page: Page | Frame, ratio: number): Promise<Faint[]> {
  return page.evaluate<Faint[]>(`(${inPage})().texts(${ratio})`);
}

/** The edges that `selector` finds and that stand out from the editor by less than a ratio. */
export function faintEdges(page: Page | Frame, selector: string, ratio: number): Promise<Faint[]> {
  return page.evaluate<Faint[]>(`(${inPage})().edges(${JSON.stringify(selector)}, ${ratio})`);
}

/** It runs in the page: formulas of WCAG 2.2, "relative luminance" and "contrast ratio". */
const inPage = `() => {
  const styleOf = (node) => getComputedStyle(node);
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgbaOf = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].map((part) => part / 255);
  };
  const isOpaque = (color) => color !== 'none' && rgbaOf(color)[3] > 0.9;
  const over = ([r, g, b, a], behind) =>
    [r, g, b].map((part, at) => part * a + behind[at] * (1 - a));
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((part) =>
      part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratioOf = (color, background) => {
    const behind = rgbaOf(background);
    const both = [luminance(over(rgbaOf(color), behind)), luminance(behind)];
    return (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05);
  };
  const root = styleOf(document.documentElement);
  const editor = root.getPropertyValue('--vscode-editor-background').trim();
  const side = root.getPropertyValue('--vscode-sideBar-background').trim();
  const behindHtml = (node) => {
    for (let each = node; each; each = each.parentElement) {
      const { backgroundColor } = styleOf(each);
      if (isOpaque(backgroundColor)) return backgroundColor;
    }
    return side;
  };
  const behindSvg = (node) => {
    const { x, y, width, height } = node.getBoundingClientRect();
    const [left, top] = [x + width / 2, y + height / 2];
    let found = editor;
    for (const shape of node.ownerSVGElement.querySelectorAll('rect, circle, path')) {
      if (!(shape.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING)) break;
      const box = shape.getBoundingClientRect();
      const isBehind =
        box.left <= left && left <= box.right && box.top <= top && top <= box.bottom;
      const { fill, fillOpacity } = styleOf(shape);
      if (isBehind && Number(fillOpacity) > 0.9 && isOpaque(fill)) found = fill;
    }
    return found;
  };
  const hasText = (node) =>
    [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim() !== '');
  const isShown = (node) => node.getClientRects().length > 0 && !node.closest('[role=status]#news');
  const texts = (least) => [...document.querySelectorAll('body *')]
    .filter((node) => !node.matches('style, script, title') && hasText(node) && isShown(node))
    .map((node) => {
      const svg = node.ownerSVGElement;
      const { color, fill } = styleOf(node);
      const ratio = svg ? ratioOf(fill, behindSvg(node)) : ratioOf(color, behindHtml(node));
      return { what: node.textContent.trim(), ratio };
    })
    .filter(({ ratio }) => ratio < least);
  const edges = (selector, least) => [...document.querySelectorAll(selector)]
    .filter(isShown)
    .map((node) => {
      const { stroke, outlineColor, outlineStyle, borderTopColor } = styleOf(node);
      const html = outlineStyle === 'none' ? borderTopColor : outlineColor;
      const [color, behind] = node.ownerSVGElement ? [stroke, editor] : [html, behindHtml(node)];
      return { what: node.className.baseVal ?? node.className, ratio: ratioOf(color, behind) };
    })
    .filter(({ ratio }) => ratio < least);
  return { texts, edges };
}`;
