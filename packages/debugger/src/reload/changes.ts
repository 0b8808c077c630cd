import { type Module, spanAt } from '@mso/bytecode';

/** What another version of a program has made of its blocks, in the order of the program. */
export function changedBlocks(before: Module, after: Module): string[] {
  const old = blockTexts(before);
  const now = blockTexts(after);
  const changed = [...now].flatMap(([name, text]) => {
    const known = old.get(name);
    if (known === undefined) return [`${name} is new`];
    return known === text ? [] : [`${name} has changed`];
  });
  const gone = [...old.keys()].filter((name) => !now.has(name)).map((name) => `${name} is gone`);
  return [...changed, ...gone];
}

/** The lines of each block that is not part of another's, and those of the steps. */
function blockTexts(module: Module): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const { debug } = module;
  if (debug === undefined) return texts;
  for (const { kind, name, start, end } of module.blocks) {
    const first = spanAt(debug, start);
    if (first === undefined) continue;
    let lastLine = first.endLine;
    for (let address = start; address < end; address++) {
      lastLine = Math.max(lastLine, spanAt(debug, address)?.endLine ?? 0);
    }
    const lines = debug.sources[first.source]?.text
      .split('\n')
      .slice(first.startLine - 1, lastLine);
    texts.set(`${kind} ${JSON.stringify(name)}`, (lines ?? []).join('\n'));
  }
  return texts;
}
