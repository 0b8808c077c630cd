import { errorAt } from '../diagnostic.js';
import type { Span } from '../text/span.js';
import type { Cursor } from './cursor.js';

/**
 * Reports a bracket that is never closed. Where a block within it was closed by a `}` that
 * stands too far to the left, that block is the one whose `}` was forgotten.
 */
export function reportUnclosed(cursor: Cursor, open: Span, message: string): void {
  const wrong = cursor.misplacedCloseAfter(open.start);
  if (wrong === undefined) {
    cursor.error('E0204', message, { at: open });
    return;
  }
  cursor.errorOnce(
    errorAt(wrong.open, 'E0204', "the '{' of this block is never closed", {
      hint: "judging by the indentation; add a '}'",
      related: [{ span: wrong.close, message: "this '}' closed it instead" }],
    }),
  );
}
