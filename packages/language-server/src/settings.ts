import type { Settings } from './feature.js';

/** Reads settings of any shape: the section `mso`, or an object that holds the section. */
export function settingsFrom(value: unknown, otherwise: Settings): Settings {
  const section = memberOf(value, 'mso') ?? value;
  const inlayHints = memberOf(section, 'inlayHints');
  const inlineValuesMax = memberOf(section, 'inlineValuesMax');
  return {
    inlayHints: typeof inlayHints === 'boolean' ? inlayHints : otherwise.inlayHints,
    inlineValuesMax:
      typeof inlineValuesMax === 'number' ? inlineValuesMax : otherwise.inlineValuesMax,
  };
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}
