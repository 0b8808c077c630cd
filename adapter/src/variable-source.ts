import type { Frame, Page, Variable } from '@mso/debugger';

/** What a `variablesReference` stands for: rows that are made page by page, seen from a frame. */
export interface VariableSource {
  readonly frame: Frame;
  /** The expression for the value that the rows are the parts of, where there is one. */
  readonly parent?: string;
  rows(page: Page): Variable[];
}

/** Whether the rows are parts of what an assignment replaced: of its target, or deeper inside. */
export function isReplaced({ parent }: VariableSource, target: string): boolean {
  if (parent === undefined || !parent.startsWith(target)) return false;
  return parent.length === target.length || /[.[]/.test(parent.charAt(target.length));
}
