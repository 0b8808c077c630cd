/** How many files one program may have. */
export const filesMax = 1_000;

/** How many loads may lead from the first file to any other. */
export const loadDepthMax = 100;

/** How many characters all files of a program may have together. */
export const programLengthMax = 64 * 1024 * 1024;
