/** One line of the report. */
export interface Row {
  readonly what: string;
  readonly value: number;
  /** Milliseconds unless it says otherwise. */
  readonly unit?: string;
  /** The most that it should be. */
  readonly goal?: number | undefined;
  /** The least that it should be. */
  readonly least?: number | undefined;
}

export function print(title: string, rows: readonly Row[]): void {
  process.stdout.write(`\n${title}\n`);
  for (const { what, value, unit = 'ms', goal, least } of rows) {
    const isMissed = value > (goal ?? value) || value < (least ?? value);
    const wanted = goal ?? (least === undefined ? undefined : `at least ${least}`);
    const aim = wanted === undefined ? '' : `   goal ${wanted}${isMissed ? '  MISSED' : ''}`;
    const label = `  ${what}`.padEnd(50);
    process.stdout.write(`${label}${value.toFixed(1).padStart(9)} ${unit.padEnd(6)}${aim}\n`);
  }
}
