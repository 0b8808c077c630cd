/** A diagnostic code as the reference explains it, with a program that shows it. */
export interface Mistake {
  readonly code: string;
  /** What it means, as the end of a heading. */
  readonly says: string;
  /** Yields this diagnostic and no other. */
  readonly wrong: string;
  /** Yields none. */
  readonly right: string;
  /** The wrong program as it is printed, where it is too long for a page. */
  readonly abbreviated?: string;
  /** Other files of the program, by path; the programs above are `main.mso`. */
  readonly files?: Readonly<Record<string, string>>;
}
