import { rounded } from '../layout/edge-path.js';
import { plain } from '../layout/text.js';

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element of XML; `inner` is markup already. Attributes that are undefined are left out. */
export function element(name: string, attributes: Attributes, inner?: string): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${attributeText(value)}"`)
    .join('');
  return inner === undefined ? `<${name}${written}/>` : `<${name}${written}>${inner}</${name}>`;
}

/** A text as the content of an element, on one line. */
export function content(text: string): string {
  return escaped(plain(text));
}

function attributeText(value: string | number | undefined): string {
  return typeof value === 'number' ? String(rounded(value)) : escaped(plain(value ?? ''));
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}
