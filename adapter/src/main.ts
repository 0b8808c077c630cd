import module from 'node:module';

/** Of `node:module`, in those versions of Node that have it: 22.1 and later. */
interface CompileCache {
  enableCompileCache?(): unknown;
}

// Code that was compiled by an earlier start need not be compiled again.
(module as CompileCache).enableCompileCache?.();
const { serveStdio } = await import('./serve.js');
serveStdio();
