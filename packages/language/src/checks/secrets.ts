import { errorAt } from '../diagnostic.js';
import { secretOf } from '../model/contexts.js';
import { findProperty, propertiesOf, textOf } from '../model/values.js';
import type { CheckContext, Part } from './context.js';

/** A secret says where its value comes from and never holds the value itself. */
export function checkSecrets({ report }: CheckContext): (part: Part) => void {
  return ({ declaration: { keyword, block } }) => {
    if (keyword !== 'context') return;
    const secrets = findProperty(propertiesOf(block), 'secrets')?.value;
    if (secrets?.kind !== 'Object') return;
    for (const property of propertiesOf(secrets.block)) {
      if (property.value.kind === 'Missing' || secretOf(property) !== undefined) continue;
      // Where the block's `}` is missing, a block within it was meant to stand behind it.
      if (secrets.block.incomplete && property.value.kind === 'Object') continue;
      const { text: key } = property.key;
      const [message, advice] =
        textOf(property.value) === undefined
          ? [`'${key}' does not say where the secret comes from`, '']
          : [`the secret '${key}' is written into the program`, 'keep it elsewhere and '];
      const hint = `${advice}write $NAME, "vault:path" or "file:path"`;
      report(errorAt(property.value, 'E0211', message, { hint }));
    }
  };
}
