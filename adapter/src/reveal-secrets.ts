import type { RevealableSecrets } from '@mso/agents';
import type { Module } from '@mso/bytecode';
import { factsOf } from '@mso/vm';

/** Shows a program's secrets from now on; the answer is what a person should know of that. */
export async function revealSecrets(
  secrets: RevealableSecrets,
  module: Module,
): Promise<readonly string[]> {
  const isNew = !secrets.isRevealed;
  const reasons = await secrets.reveal(factsOf(module).secrets);
  return [
    ...(isNew ? ['secrets are shown, as revealSecrets asks'] : []),
    ...reasons.map((reason) => `a secret is not shown: ${reason}`),
  ];
}
