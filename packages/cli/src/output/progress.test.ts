import { deepEqual } from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Progress } from './progress.js';
import { paintWith } from './terminal.js';

describe('progress', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mso-progress-'));
  after(() => rmSync(folder, { recursive: true }));

  /** What is written to the line of a terminal while a file of so many bytes is worked on. */
  function shownFor(bytes: number, isInteractive: boolean): string[] {
    const path = join(folder, 'file');
    writeFileSync(path, 'x'.repeat(bytes));
    const shown: string[] = [];
    const nothing = (): void => {};
    const paint = paintWith(false);
    const progress = new Progress(
      {
        ...{
          print: nothing,
          report: nothing,
          isInteractive,
          printsToPerson: false,
          printPaint: paint,
        },
        ...{ reportPaint: paint, overwrite: (text) => shown.push(text) },
      },
      path,
    );
    progress.begin('reading');
    progress.begin('at it');
    progress.end();
    return shown;
  }

  it('is shown from the beginning where a file is large, and wiped at the end', () => {
    deepEqual(shownFor(600_000, true), ['reading…', 'at it…  ', ' '.repeat(6)]);
  });

  it('is not shown for work that is soon over, nor where nobody reads it', () => {
    deepEqual(shownFor(1_000, true), []);
    deepEqual(shownFor(600_000, false), []);
  });
});
