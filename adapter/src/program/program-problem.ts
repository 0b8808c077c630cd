import type { Diagnostic, SourceFile } from '@mso/language';

/** A file that is no program. `diagnostics` says what is wrong with its text, if that is it. */
export class ProgramProblem extends Error {
  constructor(
    message: string,
    readonly file?: SourceFile,
    readonly diagnostics: readonly Diagnostic[] = [],
    /** The file is an assembly whose text is wrong; the message says where. */
    readonly isInText = false,
  ) {
    super(message);
    this.name = 'ProgramProblem';
  }
}
