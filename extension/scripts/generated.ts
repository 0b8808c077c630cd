import { launchAttributes } from '@mso/adapter';
import { requestSchema } from './schema.js';
import { withAttributeTable } from './table.js';
import { taskSchema } from './task-schema.js';

/** Files with parts made from the types that are validated with: the text with them made anew. */
export const generated: Readonly<Record<string, (text: string) => string>> = {
  'package.json': withSchemas,
  'README.md': (text) => withAttributeTable(text, launchAttributes),
};

interface Manifest {
  contributes: { debuggers: { configurationAttributes: unknown }[]; taskDefinitions: unknown };
}

function withSchemas(text: string): string {
  const manifest = JSON.parse(text) as Manifest;
  for (const contribution of manifest.contributes.debuggers) {
    contribution.configurationAttributes = {
      launch: requestSchema(launchAttributes, 'launch'),
      attach: requestSchema(launchAttributes, 'attach'),
    };
  }
  manifest.contributes.taskDefinitions = [taskSchema];
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}
