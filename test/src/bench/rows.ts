/** One line of the report. */
export interface Row {
  readonly what: string;
  readonly value: number;
  /** Milliseconds unless it says otherwise. */
  readonly unit?: string;
  /** The most that it should be. */
  readonly goal?: number;
}

export function print(title: string, rows: readonly Row[]): void {
  process.stdout.write(`\n${title}\n`);
  for (const { what, value, unit = 'ms', goal } of rows) {
    const missed = goal === undefined || value <= goal ? '' : '  MISSED';
    const aim = goal === undefined ? '' : `   goal ${goal}${missed}`;
    const label = `  ${what}`.padEnd(50);
    process.stdout.write(`${label}${value.toFixed(1).padStart(9)} ${unit.padEnd(6)}${aim}\n`);
  }
}
