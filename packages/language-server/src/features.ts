import type { ServerCapabilities } from 'vscode-languageserver';
import type { Feature } from './feature.js';
import { completion } from './features/completion.js';
import { hover } from './features/hover.js';

/** Every request that is served, in the order in which the README lists them. */
export const features: readonly Feature[] = [completion, hover];

/** What `initialize` announces: what the features that exist say of themselves. */
export function capabilities(): ServerCapabilities {
  return Object.assign({}, ...features.map(({ capability }) => capability));
}
