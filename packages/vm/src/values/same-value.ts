import { Duration, Entity, Reference, SecretReference, type Value } from './value.js';

/** Whether two values are equal in all their parts; the order of keys does not matter. */
export function sameValue(one: Value, other: Value): boolean {
  if (one === other) return true;
  if (one === null || other === null) return false;
  if (typeof one !== 'object' || typeof other !== 'object') return false;
  if (Array.isArray(one)) {
    return (
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((item, index) => sameValue(item, other[index] ?? null))
    );
  }
  if (one instanceof Map) {
    return (
      other instanceof Map &&
      one.size === other.size &&
      [...one].every(([key, value]) => other.has(key) && sameValue(value, other.get(key) ?? null))
    );
  }
  if (one instanceof Duration) {
    return other instanceof Duration && one.milliseconds === other.milliseconds;
  }
  if (one instanceof Reference) return other instanceof Reference && one.address === other.address;
  if (one instanceof Entity || Array.isArray(other) || !(other instanceof SecretReference)) {
    return false;
  }
  return one.kind === other.kind && one.target === other.target;
}
