export { cancelUndispatched } from './cancellation.js';
export { filesOnDisk, serveLanguageStdio } from './node/serve-stdio.js';
export { startLanguageServer } from './server.js';
export type { FolderEntry, WorkspaceFiles } from './workspace/workspace-files.js';
