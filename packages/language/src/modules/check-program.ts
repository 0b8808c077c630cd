import { type CheckResult, check } from '../checks/check.js';
import { type Diagnostic, errorAt } from '../diagnostic.js';
import type { Import, ProgramFiles } from './load-program-files.js';
import type { SourceSet } from './source-set.js';

/**
 * Everything that can be said about a program of several files. A diagnostic of another file than
 * the first names it; a `load` of a file with errors is an error itself. While a file is missing,
 * nothing is said about names that it may declare.
 */
export function checkProgram({ parsed, sources, imports, isComplete }: ProgramFiles): CheckResult {
  const { model, diagnostics: all } = check(parsed);
  const diagnostics = isComplete ? all : all.filter(({ code }) => !codesOfNames.has(code));
  if (sources.files.length === 1) return { model, diagnostics };
  const errors = firstErrors(sources, diagnostics);
  const broken = imports.flatMap((load) => {
    const found = errors.get(load.source);
    return found === undefined ? [] : [brokenLoad(load, found)];
  });
  const sorted = [...diagnostics, ...broken].sort((a, b) => a.span.start - b.span.start);
  return { model, diagnostics: sorted.map((diagnostic) => sources.localize(diagnostic)) };
}

/** What is said of names that a file which could not be loaded may well declare. */
const codesOfNames: ReadonlySet<string> = new Set([
  'UndefinedAgent',
  'UndefinedName',
  'UndefinedReference',
  'UndefinedWorkflow',
]);

interface FileErrors {
  readonly first: Diagnostic;
  count: number;
}

/** What is wrong in each file itself; what is wrong with the files it loads does not count. */
function firstErrors(
  sources: SourceSet,
  diagnostics: readonly Diagnostic[],
): ReadonlyMap<number, FileErrors> {
  const errors = new Map<number, FileErrors>();
  for (const diagnostic of diagnostics) {
    if (diagnostic.severity !== 'error' || !isOfFile(diagnostic)) continue;
    const source = sources.sourceAt(diagnostic.span.start);
    const found = errors.get(source);
    if (found) found.count++;
    else errors.set(source, { first: diagnostic, count: 1 });
  }
  return errors;
}

/** Not about a `load`, nor the count of those that are left out. */
function isOfFile({ code }: Diagnostic): boolean {
  return !code.startsWith('E04') && code !== 'E0215';
}

function brokenLoad({ span, name }: Import, { first, count }: FileErrors): Diagnostic {
  const message = `'${name}' has ${count === 1 ? 'an error' : `${count} errors`}`;
  const related = [{ span: first.span, message: first.message }];
  return errorAt(span, 'E0402', message, { related });
}
