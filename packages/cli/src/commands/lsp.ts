import { sourceHost } from '@mso/adapter';
import { serveLanguageStdio } from '@mso/language-server';
import { exitCodes } from '../output/problems.js';

/** `mso lsp`: the server ends the process when its client says `exit` or is gone. */
export function lsp(): number {
  serveLanguageStdio(sourceHost);
  return exitCodes.success;
}
