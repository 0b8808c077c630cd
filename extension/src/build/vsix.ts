import { createVSIX } from '@vscode/vsce';
import { extensionRoot } from './root.js';

/** Packs the extension as it stands, bundles included, into one file for the editor. */
export async function packageExtension(path: string): Promise<void> {
  await createVSIX({
    cwd: extensionRoot,
    packagePath: path,
    // Everything is in the bundles.
    dependencies: false,
    // Pictures and links of the guide stay relative: they are in the package.
    rewriteRelativeLinks: false,
    allowMissingRepository: true,
  });
}
