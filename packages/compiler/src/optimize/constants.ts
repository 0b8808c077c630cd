import type { ConstantValue, Module } from '@mso/bytecode';

/** Constants that are there more than once become one. No instruction names them by a number. */
export function cleanConstants(module: Module): { module: Module; merged: number } {
  const known = new Set<string>();
  const constants = module.constants.filter((constant) => {
    const key = keyOf(constant);
    if (known.has(key)) return false;
    known.add(key);
    return true;
  });
  const merged = module.constants.length - constants.length;
  return { module: merged === 0 ? module : { ...module, constants }, merged };
}

function keyOf(constant: ConstantValue): string {
  switch (constant.kind) {
    case 'String':
      return `String ${constant.index}`;
    case 'Number':
      return `Number ${Object.is(constant.value, -0) ? '-0' : constant.value}`;
    case 'Bool':
      return `Bool ${constant.value}`;
    case 'Duration':
      return `Duration ${constant.value.value} ${constant.value.unit}`;
    case 'Null':
    case 'Stack':
      return constant.kind;
  }
}
