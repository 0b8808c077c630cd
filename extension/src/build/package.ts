import { extensionFile } from './root.js';
import { packageExtension } from './vsix.js';

await packageExtension(extensionFile('helix-mso.vsix'));
