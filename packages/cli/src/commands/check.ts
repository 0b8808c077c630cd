import { ProgramProblem, readSource, sourceHost } from '@mso/adapter';
import {
  checkProgram,
  type Diagnostic,
  formatDiagnostic,
  loadProgramFiles,
  type ProgramFiles,
  SourceFile,
} from '@mso/language';
import type { Options } from '../options/options.js';
import { counted } from '../output/columns.js';
import { diagnosticRecord } from '../output/diagnostic-record.js';
import { exitCodes, reportProblem } from '../output/problems.js';
import type { Terminal } from '../output/terminal.js';
import {
  checkModule,
  type ModuleProblem,
  moduleProblemRecord,
  moduleProblemText,
} from './check-module.js';

interface CheckedFile {
  /** The source under the name that was typed. */
  readonly file: SourceFile;
  /** Those of the files it loads as well. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A file that was given, with the identities of all files of its program. */
interface GivenProgram {
  readonly identity: string;
  readonly program: ProgramFiles;
  readonly loaded: ReadonlySet<string>;
}

/** A compiled module, or an assembly. */
interface GivenModule {
  readonly problems: readonly ModuleProblem[];
}

/** `mso check FILE…` */
export function checkFiles(options: Options, terminal: Terminal): number {
  const given = options.operands.map((path) => readGiven(path, terminal));
  const readable = given.filter((each) => each !== undefined);
  const modules = readable.filter((each) => 'problems' in each);
  const programs = ownPrograms(readable.filter((each) => 'program' in each));
  const isNew = makeIsNew();
  const checked = programs.map(({ program }): CheckedFile => {
    const [file] = program.sources.files;
    const { diagnostics } = checkProgram(program);
    return { file, diagnostics: diagnostics.filter((each) => isNew(each.file ?? file, each)) };
  });
  const problems = modules.flatMap((module) => module.problems);
  const found = [...checked.flatMap(({ diagnostics }) => diagnostics), ...problems];
  const unreadable = given.length - readable.length;
  if (options.has('json')) {
    const records = checked.flatMap(({ file, diagnostics }) =>
      diagnostics.map((diagnostic) => diagnosticRecord(file, diagnostic)),
    );
    terminal.print(JSON.stringify([...records, ...problems.map(moduleProblemRecord)], null, 2));
  } else {
    for (const result of checked) printDiagnostics(result, terminal);
    for (const each of problems) terminal.print(moduleProblemText(each, terminal.printPaint));
    const files = new Set(programs.flatMap(({ loaded }) => [...loaded])).size + modules.length;
    terminal.print(summary(found, files, unreadable));
  }
  if (unreadable > 0) return exitCodes.unusable;
  const bad = severityCount(found, 'error') > 0;
  const strictlyBad = options.has('strict') && severityCount(found, 'warning') > 0;
  return bad || strictlyBad ? exitCodes.failed : exitCodes.success;
}

/** Undefined for a file that cannot be read, which is reported: the others are still checked. */
function readGiven(path: string, terminal: Terminal): GivenProgram | GivenModule | undefined {
  try {
    const problems = checkModule(path);
    if (problems !== undefined) return { problems };
    const { text } = readSource(path);
    const program = loadProgramFiles(new SourceFile(path, text), sourceHost);
    const identities = program.sources.files.map((file) => identityOf(file.path));
    return { identity: identityOf(path), program, loaded: new Set(identities) };
  } catch (problem) {
    if (!(problem instanceof ProgramProblem)) throw problem;
    reportProblem(problem, terminal);
    return undefined;
  }
}

function identityOf(path: string): string {
  return sourceHost.identify(path) ?? path;
}

/**
 * The given files without those that another of them loads: these are checked there, where the
 * names that they use are known, and what is wrong with them is said once.
 */
function ownPrograms(given: readonly GivenProgram[]): readonly GivenProgram[] {
  const programsWith = new Map<string, number>();
  for (const identity of given.flatMap(({ loaded }) => [...loaded])) {
    programsWith.set(identity, (programsWith.get(identity) ?? 0) + 1);
  }
  const isLoaded = ({ identity }: GivenProgram): boolean => (programsWith.get(identity) ?? 0) > 1;
  const own: GivenProgram[] = [];
  const covered = new Set<string>();
  const inOrder = [...given.filter((each) => !isLoaded(each)), ...given.filter(isLoaded)];
  for (const program of inOrder) {
    if (covered.has(program.identity)) continue;
    own.push(program);
    for (const identity of program.loaded) covered.add(identity);
  }
  return own;
}

/** Two programs may load the same file, and what is wrong with it need not be said twice. */
function makeIsNew(): (file: SourceFile, diagnostic: Diagnostic) => boolean {
  const said = new Set<string>();
  return (file, { span, code, message }) => {
    const key = [identityOf(file.path), span.start, span.end, code, message].join('\n');
    const isNew = !said.has(key);
    said.add(key);
    return isNew;
  };
}

function printDiagnostics({ file, diagnostics }: CheckedFile, terminal: Terminal): void {
  const { color } = terminal.printPaint;
  for (const diagnostic of diagnostics) {
    terminal.print(`${formatDiagnostic(file, diagnostic, { color })}\n`);
  }
}

type Found = readonly { readonly severity: Diagnostic['severity'] }[];

function summary(found: Found, fileCount: number, unreadable: number): string {
  const parts = [
    counted(fileCount, 'file'),
    counted(severityCount(found, 'error'), 'error'),
    counted(severityCount(found, 'warning'), 'warning'),
  ];
  if (unreadable > 0) parts.push(`${unreadable} not readable`);
  return parts.join(', ');
}

function severityCount(found: Found, severity: Diagnostic['severity']): number {
  return found.filter((each) => each.severity === severity).length;
}
