#!/usr/bin/env -S node --
import module from 'node:module';

// Node 22.1 and later keep the code that an earlier start compiled.
module.enableCompileCache?.();
await import('../bundle/mso.mjs');
