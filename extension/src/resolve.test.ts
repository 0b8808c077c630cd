import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { type Configuration, completeConfiguration, resolvePaths } from './resolve.js';

const empty: Configuration = { type: '', request: '', name: '' };
const launch: Configuration = { type: 'mso', request: 'launch', name: 'Mine' };

describe('a debug configuration', () => {
  it('is made from the active editor when F5 is pressed without a launch.json', () => {
    const editor = { languageId: 'mso', path: '/work/desk.mso' };
    deepEqual(completeConfiguration(empty, editor), {
      configuration: {
        type: 'mso',
        request: 'launch',
        name: 'Debug desk.mso',
        program: '/work/desk.mso',
      },
    });
  });

  it('keeps what it says itself', () => {
    const given = { ...launch, program: 'other.mso', stopOnEntry: true };
    const completed = completeConfiguration(given, { languageId: 'mso', path: '/work/desk.mso' });
    deepEqual(completed, { configuration: given });
  });

  it('gets the program that it leaves out, and nothing else', () => {
    const given = { ...launch, stopOnEntry: true };
    const completed = completeConfiguration(given, { languageId: 'mso', path: '/work/desk.mso' });
    deepEqual(completed, { configuration: { ...given, program: '/work/desk.mso' } });
  });

  it('of an attach request needs no program', () => {
    const attach = { ...launch, request: 'attach', port: 9229 };
    const editor = { languageId: undefined, path: undefined };
    deepEqual(completeConfiguration(attach, editor), { configuration: attach });
  });

  it('without a program is refused with a reason', () => {
    const elsewhere = completeConfiguration(empty, { languageId: 'json', path: '/work/a.json' });
    ok('problem' in elsewhere);
    match(elsewhere.problem, /Open a \.mso file/);
    const unsaved = completeConfiguration(empty, { languageId: 'mso', path: undefined });
    ok('problem' in unsaved);
    match(unsaved.problem, /Save the file first/);
  });
});

describe('paths of a debug configuration', () => {
  it('start at the workspace folder', () => {
    const resolved = resolvePaths<Configuration>({ ...launch, program: 'flows/desk.mso' }, '/work');
    equal(resolved.program, '/work/flows/desk.mso');
    equal(resolved.cwd, '/work');
  });

  it('start at cwd when it is given, which starts at the workspace folder', () => {
    const resolved = resolvePaths<Configuration>(
      { ...launch, program: 'desk.mso', cwd: 'flows' },
      '/work',
    );
    equal(resolved.program, '/work/flows/desk.mso');
    equal(resolved.cwd, '/work/flows');
  });

  it('start beside the program when no folder is open', () => {
    const resolved = resolvePaths<Configuration>({ ...launch, program: '/tmp/flows/desk.mso' });
    equal(resolved.program, '/tmp/flows/desk.mso');
    equal(resolved.cwd, '/tmp/flows');
  });

  it('of a wrong type are left to the adapter to refuse', () => {
    const wrong = { ...launch, program: 'desk.mso', cwd: 7 };
    deepEqual(resolvePaths(wrong, '/work'), wrong);
  });
});
