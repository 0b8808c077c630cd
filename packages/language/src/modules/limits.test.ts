import assert from 'node:assert/strict';
import type { Diagnostic } from '../diagnostic.js';
import { memoryHost } from '../testing/memory-host.js';
import { SourceFile } from '../text/source-file.js';
import { checkProgram } from './check-program.js';
import { filesMax, loadDepthMax, programLengthMax } from './limits.js';
import { loadProgramFiles } from './load-program-files.js';

function diagnostics(files: Readonly<Record<string, string>>): readonly Diagnostic[] {
  const entry = new SourceFile('/main.mso', files['/main.mso'] ?? '');
  return checkProgram(loadProgramFiles(entry, memoryHost(files))).diagnostics;
}

const messages = (files: Readonly<Record<string, string>>): string[] =>
  diagnostics(files).map(({ code, message }) => `${code} ${message}`);

/** A program that loads so many files itself. */
function wide(count: number): Record<string, string> {
  const names = Array.from({ length: count }, (_, index) => `f${index}`);
  const main = names.map((name) => `load "${name}"`).join('\n');
  const files = names.map((name) => [`/${name}.mso`, `agent ${name} {}`]);
  return { '/main.mso': main, ...Object.fromEntries(files) };
}

/** A program in which so many loads lead from the first file to the last. */
function deep(count: number): Record<string, string> {
  const files = Array.from({ length: count }, (_, index) => [
    index === 0 ? '/main.mso' : `/f${index}.mso`,
    `load "f${index + 1}"`,
  ]);
  return { ...Object.fromEntries(files), [`/f${count}.mso`]: 'agent last {}' };
}

describe('the limits of a program', () => {
  it('are reached but not exceeded by as many files as there may be', () => {
    assert.deepEqual(messages(wide(filesMax - 1)), []);
  });

  it('are said once where there are more files', () => {
    const all = diagnostics(wide(filesMax + 5));
    assert.deepEqual(
      all.map(({ code, message }) => `${code} ${message}`),
      [`E0404 a program has at most ${filesMax} files`],
    );
    assert.equal(all[0]?.file, undefined);
  });

  it('let files load files as deep as they may', () => {
    assert.deepEqual(messages(deep(loadDepthMax)), []);
  });

  it('end a way that leads deeper, with the place', () => {
    const [only, ...others] = diagnostics(deep(loadDepthMax + 1));
    assert.deepEqual(others, []);
    assert.equal(only?.message, `files load files at most ${loadDepthMax} deep`);
    assert.equal(only?.file?.path, `/f${loadDepthMax}.mso`);
  });

  it('leave out a file that makes the program too long', () => {
    const half = `#${'x'.repeat(programLengthMax / 2)}`;
    const files = { '/main.mso': 'load a load b', '/a.mso': half, '/b.mso': half };
    assert.deepEqual(messages(files), [
      `E0404 the files of a program have at most ${programLengthMax} characters together`,
    ]);
  });
});

describe('a program of several files', () => {
  it('is read once for each file, however many files load it', () => {
    const files = wide(50);
    for (let index = 1; index < 50; index++) {
      files[`/f${index}.mso`] = Array.from({ length: index }, (_, i) => `load "f${i}"`).join(' ');
    }
    const host = memoryHost(files);
    const read: string[] = [];
    loadProgramFiles(new SourceFile('/main.mso', files['/main.mso'] ?? ''), {
      ...host,
      read: (path) => {
        read.push(path);
        return host.read(path);
      },
    });
    assert.equal(read.length, 50);
    assert.equal(new Set(read).size, 50);
  });
});
