const units = [
  { name: 'h', ms: 3_600_000 },
  { name: 'min', ms: 60_000 },
  { name: 's', ms: 1_000 },
  { name: 'ms', ms: 1 },
] as const;

/** A time in the largest unit of which it has one; three digits tell enough. */
export function timeText(milliseconds: number): string {
  if (milliseconds === 0) return '0';
  const unit = units.find(({ ms }) => milliseconds >= ms);
  if (unit === undefined) return `${(milliseconds * 1_000).toFixed(1)} µs`;
  return `${(milliseconds / unit.ms).toFixed(1)} ${unit.name}`;
}
