import { sourceHost } from '@mso/adapter';
import { serveLanguageStdio } from '@mso/language-server';

// The language server that the extension brings: a process of its own, over stdio.
serveLanguageStdio(sourceHost);
