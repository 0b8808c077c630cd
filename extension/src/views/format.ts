const wholeNumber = /^-?\d+$/;

/** Whether a value can be shown in other ways. */
export function isWholeNumber(value: string): boolean {
  return wholeNumber.test(value);
}

/** A whole number in hexadecimal, as expressions write it; anything else as it is. */
export function hexadecimal(value: string): string {
  if (!isWholeNumber(value)) return value;
  const number = BigInt(value);
  const digits = (number < 0n ? -number : number).toString(16);
  return `${number < 0n ? '-' : ''}0x${digits}`;
}

export interface Change {
  readonly name: string;
  readonly value: string;
  /** What it was at the stop before. */
  readonly before?: string | undefined;
}

/** `pc 41 → 42 · zero`: the registers that are others now and what they were; flags by name. */
export function describeChanges(rows: readonly Change[]): string {
  return rows
    .flatMap(({ name, value, before }) => {
      if (before === undefined) return [];
      if (value === 'true') return [name];
      if (value === 'false') return [`not ${name}`];
      return [`${name} ${before} \u2192 ${value}`];
    })
    .join(' \u00b7 ');
}
