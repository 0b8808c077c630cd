import assert from 'node:assert/strict';
import type { CheckResult } from '../checks/check.js';
import { formatDiagnostic } from '../format-diagnostic.js';
import { memoryHost } from '../testing/memory-host.js';
import { SourceFile } from '../text/source-file.js';
import { checkProgram } from './check-program.js';
import { loadProgramFiles, type ProgramFiles } from './load-program-files.js';

type Files = Readonly<Record<string, string>>;

const entry = '/work/main.mso';

function load(files: Files): ProgramFiles {
  return loadProgramFiles(new SourceFile(entry, files[entry] ?? ''), memoryHost(files));
}

function check(files: Files): CheckResult {
  return checkProgram(load(files));
}

/** Each diagnostic as `file:line:column code message`, and its related places below it. */
function said(files: Files): string[] {
  const main = new SourceFile(entry, files[entry] ?? '');
  return check(files).diagnostics.flatMap((diagnostic) => {
    const { file = main, related = [], code, message, hint } = diagnostic;
    const at = (source: SourceFile, offset: number): string => {
      const { line, column } = source.positionAt(offset);
      return `${source.path.slice('/work/'.length)}:${line}:${column}`;
    };
    return [
      `${at(file, diagnostic.span.start)} ${code} ${message}`,
      ...(hint === undefined ? [] : [`  hint ${hint}`]),
      ...related.map((place) => `  ${at(place.file ?? file, place.span.start)} ${place.message}`),
    ];
  });
}

const entities = (files: Files): string[] =>
  check(files).model.entities.map(({ declaration, name }) => `${declaration.keyword} ${name}`);

describe('a program of several files', () => {
  it('holds what is loaded before what loads it, and each file once', () => {
    const files = {
      [entry]: 'agent m {}\nload "a"\nload "b"',
      '/work/a.mso': 'load "shared"\nagent a {}',
      '/work/b.mso': 'load "shared.mso"\nagent b {}',
      '/work/shared.mso': 'agent s {}',
    };
    assert.deepEqual(entities(files), [
      'agent s',
      'load shared',
      'agent a',
      'load shared.mso',
      'agent b',
      'agent m',
      'load a',
      'load b',
    ]);
    assert.deepEqual(said(files), []);
    const { sources } = load(files);
    assert.deepEqual(
      sources.files.map(({ path }) => path),
      [entry, '/work/a.mso', '/work/shared.mso', '/work/b.mso'],
    );
  });

  it('uses the names of every file in every file', () => {
    const files = {
      [entry]: 'load "a"\nagent m {}\nworkflow w { step s { agent = a } }',
      '/work/a.mso': 'agent a {}\ncrew c { agents = [m] }',
    };
    assert.deepEqual(said(files), []);
  });

  it('is the very same parse where there is one file', () => {
    const { parsed, files, sources } = load({ [entry]: 'agent a {}' });
    assert.equal(parsed, files[0]);
    assert.equal(sources.whole, files[0]?.file);
  });

  it('keeps the text, tokens and comments of each file in the offsets of the whole', () => {
    const { parsed } = load({ [entry]: 'load "a" # one', '/work/a.mso': '# two\nagent a {}' });
    const { text } = parsed.file;
    const texts = parsed.comments.map(({ start, end }) => text.slice(start, end));
    assert.deepEqual(texts, ['# one', '# two']);
    const words = [...parsed.tokens].map(({ start, end }) => text.slice(start, end));
    assert.deepEqual(words, ['load', '"a"', 'agent', 'a', '{', '}', '']);
  });
});

describe('the name in a load', () => {
  const found: readonly (readonly [load: string, path: string])[] = [
    ['load "lib/a.mso"', '/work/lib/a.mso'],
    ['load "lib/a"', '/work/lib/a.mso'],
    ['load "lib"', '/work/lib/mod.mso'],
    ['load lib', '/work/lib/mod.mso'],
    ['load "../a"', '/a.mso'],
    ['load "lib/a" { note = "with a block" }', '/work/lib/a.mso'],
    ['load "agents" { path = "lib/a.mso" }', '/work/lib/a.mso'],
  ];
  for (const [text, path] of found) {
    it(`finds ${path} for ${text}`, () => {
      const files = { [entry]: text, '/work/lib/a.mso': '', '/work/lib/mod.mso': '', '/a.mso': '' };
      assert.deepEqual(
        load(files).sources.files.map((file) => file.path),
        [entry, path],
      );
    });
  }

  it('is looked for from the file that it is written in', () => {
    const files = {
      [entry]: 'load "lib/a"',
      '/work/lib/a.mso': 'load "b"',
      '/work/lib/b.mso': 'agent b {}',
      '/work/b.mso': 'agent wrong {}',
    };
    assert.deepEqual(entities(files), ['agent b', 'load b', 'load lib/a']);
  });

  const data: readonly string[] = [
    'load "prices" { path = "data/prices.json" }',
    'load "prices" { path = "lib/a" }',
    'load "prices" { format = "csv" }',
    'load "prices" { path = "missing.mso" }',
    'load "prices.json"',
  ];
  for (const text of data) {
    it(`means data in ${text}`, () => {
      const files = { [entry]: text, '/work/lib/a.mso': '', '/work/prices.json': '!not a text' };
      assert.deepEqual(said(files), []);
      assert.equal(load(files).sources.files.length, 1);
    });
  }

  it('that finds nothing is told with everything that was tried', () => {
    assert.deepEqual(said({ [entry]: 'agent a {}\nload "lib/a"' }), [
      "main.mso:2:6 E0401 there is no file 'lib/a'",
      '  hint tried lib/a, lib/a.mso, lib/a/mod.mso',
    ]);
    assert.deepEqual(said({ [entry]: 'load "../a.mso"' }), [
      "main.mso:1:6 E0401 there is no file '../a.mso'",
      '  hint tried /a.mso',
    ]);
    assert.deepEqual(said({ [entry]: 'load ""' }), [
      'main.mso:1:6 E0401 this load names no file',
      '  hint as in load "agents/writers.mso"',
    ]);
  });
});

describe('a file that is loaded', () => {
  it('is an error at its load where it cannot be read', () => {
    assert.deepEqual(said({ [entry]: 'load "a"', '/work/a.mso': '!it is locked' }), [
      "main.mso:1:6 E0402 'a.mso' cannot be loaded: it is locked",
    ]);
  });

  it('may declare what is missing as long as it is missing itself', () => {
    const crew = 'crew c { agents = [a] process = weird }';
    assert.deepEqual(
      said({ [entry]: `load "a"\n${crew}` }).map((line) => line.slice(0, 32)),
      [
        'main.mso:1:6 E0401 there is no f',
        '  hint tried a, a.mso, a/mod.mso',
        'main.mso:2:33 InvalidProcessType',
        '  hint it is one of sequential, h',
      ].map((line) => line.slice(0, 32)),
    );
  });

  it('is an error at each of its loads where it has errors, which are said once', () => {
    const files = {
      [entry]: 'load "a"\nload "b"',
      '/work/a.mso': 'load "b"',
      '/work/b.mso': 'agent b {\n  temperature = "hot"\n}\ncrew c { agents = [nobody] }',
    };
    assert.deepEqual(said(files), [
      "main.mso:2:6 E0402 'b' has 2 errors",
      "  b.mso:2:17 'temperature' of agent 'b' takes a number, not a string",
      "a.mso:1:6 E0402 'b' has 2 errors",
      "  b.mso:2:17 'temperature' of agent 'b' takes a number, not a string",
      "b.mso:2:17 TypeMismatch 'temperature' of agent 'b' takes a number, not a string",
      '  hint for example: temperature = 0.7',
      "b.mso:4:20 UndefinedAgent undefined agent 'nobody' in crew 'c'",
      '  hint available agents: b',
    ]);
  });

  it('is none where it has only warnings, which name it', () => {
    const files = { [entry]: 'load "a"', '/work/a.mso': 'project {}' };
    assert.deepEqual(
      said(files).map((line) => line.slice(0, 15)),
      ['a.mso:1:1 W0305', '  hint as in pr'],
    );
  });

  it('may break off anywhere: what is said stays within its file', () => {
    const library =
      'agent "a" { backstory { one } tools = [x, { k = 1 }] }\n' +
      'workflow w { trigger = push step s { agent = b when = x.y > 1 } ' +
      'pipeline { s -> if a { t } } }';
    const main = new SourceFile(entry, 'load "a"\ncrew c { agents = [a, b] process = no }');
    for (let length = 0; length <= library.length; length++) {
      const files = { [entry]: main.text, '/work/a.mso': library.slice(0, length) };
      for (const { file = main, span, related = [] } of check(files).diagnostics) {
        assert.ok(span.start <= span.end && span.end <= file.text.length);
        for (const place of related) {
          assert.ok(place.span.end <= (place.file ?? file).text.length);
        }
      }
    }
  });

  it('may be nested as deep as any file', () => {
    const list = '['.repeat(150) + ']'.repeat(150);
    const sum = Array.from({ length: 900 }, () => '1').join(' + ');
    const workflow = `workflow w { agent = a step s { when = input.x > ${sum} } }`;
    const files = { [entry]: 'load "a"', '/work/a.mso': `agent a { x = ${list} }\n${workflow}` };
    assert.deepEqual(said(files), []);
  });

  it('may not load a file that is loading it', () => {
    const files = {
      [entry]: 'load "a"',
      '/work/a.mso': 'agent a {}\nload "b"',
      '/work/b.mso': 'load "main"\nload "b"',
    };
    assert.deepEqual(said(files), [
      'b.mso:1:6 E0403 circular load: main.mso -> a.mso -> b.mso -> main.mso',
      '  hint move what both need to a file of its own',
      "  main.mso:1:6 'main.mso' loads 'a.mso' here",
      "  a.mso:2:6 'a.mso' loads 'b.mso' here",
      'b.mso:2:6 E0403 circular load: b.mso -> b.mso',
      '  hint a file cannot load itself',
    ]);
  });
});

describe('what two files declare', () => {
  it('is an error where they do not agree', () => {
    const files = {
      [entry]: 'load "a"\nagent x { model = "one" }',
      '/work/a.mso': '\nagent x { model = "two" }',
    };
    assert.deepEqual(said(files), [
      "main.mso:2:7 DuplicateDefinition agent 'x' is declared twice",
      '  a.mso:2:7 first declared here',
    ]);
  });

  it('is one declaration where they say the same', () => {
    const files = {
      [entry]: 'load "a"\nagent x {\n  model = "one" # as there\n}',
      '/work/a.mso': 'agent "x" { model = "one" }',
    };
    assert.deepEqual(entities(files), ['agent x', 'load a']);
    assert.deepEqual(said(files), []);
  });

  it('is still twice where one file says it twice', () => {
    const files = { [entry]: 'load "a"', '/work/a.mso': 'agent x {}\nagent x {}' };
    assert.match(said(files)[2] ?? '', /^a\.mso:2:7 DuplicateDefinition/);
  });
});

describe('a diagnostic of a program of several files', () => {
  it('is shown with the text of the file it is about', () => {
    const files = {
      [entry]: 'agent x {}\nload "a"',
      '/work/a.mso': 'agent x { model = 1 }',
    };
    const main = new SourceFile(entry, files[entry] ?? '');
    const showPath = (path: string): string => path.slice('/work/'.length);
    const [first] = check(files)
      .diagnostics.filter(({ code }) => code === 'DuplicateDefinition')
      .map((diagnostic) => formatDiagnostic(main, diagnostic, { color: false, showPath }));
    assert.equal(
      first,
      [
        "main.mso:1:7: error[DuplicateDefinition]: agent 'x' is declared twice",
        ' 1 | agent x {}',
        '   |       ^',
        '  a.mso:1:7: note: first declared here',
        ' 1 | agent x { model = 1 }',
        '   |       ^',
      ].join('\n'),
    );
  });
});
