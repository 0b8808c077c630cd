import { launchAttributes } from '@mso/adapter';
import { requestSchema } from './schema.js';
import { withAttributeTable } from './table.js';

/** Files with a part made from the table of attributes: the text with that part made anew. */
export const generated: Readonly<Record<string, (text: string) => string>> = {
  'package.json': withConfigurationAttributes,
  'README.md': (text) => withAttributeTable(text, launchAttributes),
};

interface Manifest {
  contributes: { debuggers: { configurationAttributes: unknown }[] };
}

function withConfigurationAttributes(text: string): string {
  const manifest = JSON.parse(text) as Manifest;
  for (const contribution of manifest.contributes.debuggers) {
    contribution.configurationAttributes = {
      launch: requestSchema(launchAttributes, 'launch'),
      attach: requestSchema(launchAttributes, 'attach'),
    };
  }
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}
