import { type Op, opOfTag } from '@mso/bytecode';

/** The numbers of the stack instructions that the loop executes, as the table has them. */
export const Tag = {
  Push: 11,
  Pop: 12,
  Dup: 13,
  Swap: 14,
  LoadVar: 15,
  StoreVar: 16,
  Jump: 18,
  JumpIf: 19,
  Call: 20,
  Return: 21,
  CreateObject: 25,
  SetField: 26,
  GetField: 27,
  CreateArray: 28,
  AppendArray: 29,
  MemStore: 30,
  MemLoad: 31,
  MemEmbed: 32,
  Add: 33,
  Sub: 34,
  Mul: 35,
  Div: 36,
  Mod: 37,
  Eq: 38,
  Ne: 39,
  Lt: 40,
  Le: 41,
  Gt: 42,
  Ge: 43,
  And: 44,
  Or: 45,
  Not: 46,
  Nop: 47,
} as const satisfies { readonly [op in Op]?: number };

for (const [op, tag] of Object.entries(Tag)) {
  if (opOfTag[tag] !== op) throw new Error(`${op} has another tag than ${tag}`);
}
