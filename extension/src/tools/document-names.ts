/** What a document shows of a program; each is a command of the command line. */
export interface DocumentKind {
  readonly scheme: string;
  /** Stands behind the path of the program, and says what language the text is in. */
  readonly suffix: string;
  readonly command: string;
}

/** The debug adapter calls a disassembly by the same name. */
export const disassemblyKind: DocumentKind = {
  scheme: 'mso-disassembly',
  suffix: '.msoasm',
  command: 'disassemble',
};

export const infoKind: DocumentKind = { scheme: 'mso-info', suffix: '.info', command: 'info' };

export const documentKinds: readonly DocumentKind[] = [disassemblyKind, infoKind];

interface Place {
  readonly scheme: string;
  readonly path: string;
}

/** The path of the program that a document is about, as URIs write it. */
export function programPath({ scheme, path }: Place): string | undefined {
  const kind = documentKinds.find((each) => each.scheme === scheme);
  if (kind === undefined || !path.endsWith(kind.suffix)) return undefined;
  return path.slice(0, -kind.suffix.length);
}
