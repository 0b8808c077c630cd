import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as drawingMain from '../bundled/drawing.js';

/**
 * What draws workflows, which is a bundle of its own: the editor starts faster without it, and
 * most windows never need it.
 */
export function loadDrawing(extensionPath: string): typeof drawingMain {
  const path = join(extensionPath, 'dist', 'drawing.cjs');
  return createRequire(path)(path) as typeof drawingMain;
}
