import type { AgentRequest } from '@mso/vm';
import type { SecretFinder } from './secrets/secret-finder.js';
import type { SecretMask } from './secrets/secret-mask.js';

/** What all agents of a run share. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The folder that relative paths of the configuration start at. */
  readonly cwd: string;
  readonly secrets: SecretFinder;
  readonly mask: SecretMask;
  /** Masks what it is given. */
  readonly log: (request: AgentRequest, text: string) => void;
}
