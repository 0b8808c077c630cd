/** How deep blocks, lists, parentheses and flows may nest; far below the stack's own limit. */
export const nestingMax = 200;

/**
 * How many operators, members and calls one expression may have. A chain such as `a + a + …`
 * makes a tree as high as it is long, and whoever walks the tree must be able to recurse.
 */
export const operatorsMax = 1_000;

/** How many diagnostics one text may yield; the rest is only counted. */
export const diagnosticsMax = 1_000;
