import type { SecretReference } from '@mso/vm';
import type { SecretFinder } from './secret-finder.js';
import type { SecretMask } from './secret-mask.js';

/** The secrets of a run. Nobody is shown their texts before a person has asked for it. */
export class RevealableSecrets {
  /** Whether they are shown at present. */
  isRevealed = false;

  constructor(
    private readonly finder: SecretFinder,
    private readonly mask: SecretMask,
  ) {}

  /** Shows secrets from now on; the answer is why those are not shown that cannot be found. */
  async reveal(references: readonly SecretReference[]): Promise<readonly string[]> {
    this.isRevealed = true;
    this.mask.isLifted = true;
    const { signal } = new AbortController();
    const results = await Promise.all(references.map((each) => this.finder.find(each, signal)));
    return results.flatMap((result) => (result.kind === 'missing' ? [result.reason] : []));
  }

  /** Hides them again. What has been shown stays where it is. */
  hide(): void {
    this.isRevealed = false;
    this.mask.isLifted = false;
  }

  /** What a secret shows as, where it is to be shown and was found. */
  textOf(reference: SecretReference): string | undefined {
    return this.isRevealed ? this.finder.known(reference) : undefined;
  }
}
