import type { Settings } from './feature.js';

/** Reads settings of any shape: the section `mso`, or an object that holds the section. */
export function settingsFrom(value: unknown, otherwise: Settings): Settings {
  const section = memberOf(value, 'mso') ?? value;
  const inlayHints = memberOf(section, 'inlayHints');
  return typeof inlayHints === 'boolean' ? { inlayHints } : otherwise;
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}
