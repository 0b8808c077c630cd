/** What the adapter answers to `mso/figures`. */
export interface Figures {
  readonly instructions: number;
  readonly machineMs: number;
}

/** `12,345 instructions · 2 h 5 min` */
export function figuresText({ instructions, machineMs }: Figures): string {
  const noun = instructions === 1 ? 'instruction' : 'instructions';
  const count = `${instructions.toLocaleString('en')} ${noun}`;
  return machineMs > 0 ? `${count} \u00b7 ${timeText(machineMs)}` : count;
}

const units = [
  { name: 'd', ms: 86_400_000 },
  { name: 'h', ms: 3_600_000 },
  { name: 'min', ms: 60_000 },
  { name: 's', ms: 1000 },
  { name: 'ms', ms: 1 },
] as const;

/** The two largest units of a time, of which the second is left out where it is 0. */
function timeText(timeMs: number): string {
  const rounded = Math.round(timeMs);
  const first = units.findIndex(({ ms }) => rounded >= ms);
  const shown: string[] = [];
  let rest = rounded;
  for (const { name, ms } of units.slice(Math.max(0, first), first + 2)) {
    const count = Math.floor(rest / ms);
    rest -= count * ms;
    if (count > 0) shown.push(`${count} ${name}`);
  }
  return shown.join(' ');
}
