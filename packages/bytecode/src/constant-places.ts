import type { ConstantValue } from './instructions.js';

/** Indexes of strings up to here are places themselves. */
const stringMax = 0x7fff_ffff;

/** Constants by number: texts by the index of their string, all others by where they are kept. */
export class ConstantPlaces {
  private readonly kept: ConstantValue[] = [];
  /** By kind, what tells one from others of its kind. */
  private readonly places = new Map<string, Map<unknown, number>>();

  placeOf(value: ConstantValue): number {
    if (value.kind === 'String' && value.index <= stringMax) return value.index;
    switch (value.kind) {
      case 'String':
        return this.keep(value, 'String', value.index);
      case 'Number':
        return this.keep(value, 'Number', keyOf(value.value));
      case 'Bool':
        return this.keep(value, 'Bool', value.value);
      case 'Duration':
        return this.keep(value, value.value.unit, keyOf(value.value.value));
      default:
        return this.keep(value, value.kind, undefined);
    }
  }

  at(place: number): ConstantValue {
    if (place >= 0) return { kind: 'String', index: place };
    const value = this.kept[~place];
    if (value === undefined) throw new RangeError(`there is no constant ${place}`);
    return value;
  }

  private keep(value: ConstantValue, kind: string, key: unknown): number {
    const ofKind = this.places.get(kind) ?? new Map<unknown, number>();
    const known = ofKind.get(key);
    if (known !== undefined) return known;
    const place = ~(this.kept.push(value) - 1);
    this.places.set(kind, ofKind.set(key, place));
    return place;
  }
}

/** Maps take both zeros for one, and all that are no numbers, which files tell apart. */
function keyOf(value: number): unknown {
  if (Number.isNaN(value)) return {};
  return Object.is(value, -0) ? '-0' : value;
}
