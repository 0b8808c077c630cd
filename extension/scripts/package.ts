import { createVSIX } from '@vscode/vsce';
import { extensionFile, extensionRoot } from './root.js';

const [path = extensionFile('helix-mso.vsix')] = process.argv.slice(2);

// Packs the extension as it stands, bundles included, into one file for the editor.
await createVSIX({
  cwd: extensionRoot,
  packagePath: path,
  // Everything is in the bundles.
  dependencies: false,
  // Pictures and links of the guide stay relative: they are in the package.
  rewriteRelativeLinks: false,
  allowMissingRepository: true,
});
