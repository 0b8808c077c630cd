/** One object for all that have the same whole number, if it is below `most`. */
export function shared<T>(make: (index: number) => T, most: number): (index: number) => T {
  let made: (T | undefined)[] | undefined;
  return (index) => {
    made ??= new Array(most);
    const known = made[index];
    if (known !== undefined) return known;
    const value = make(index);
    if (index >= 0 && index < most) made[index] = value;
    return value;
  };
}
