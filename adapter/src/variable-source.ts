import type { Frame, Page, Variable } from '@mso/debugger';

/** What a `variablesReference` stands for: rows that are made page by page, seen from a frame. */
export interface VariableSource {
  readonly frame: Frame;
  rows(page: Page): Variable[];
}
