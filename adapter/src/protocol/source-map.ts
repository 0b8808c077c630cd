/** Prefixes of paths: those in a module that was compiled elsewhere, and those on this machine. */
export class SourceMap {
  /** Longer prefixes first: the nearest folder decides. */
  private readonly there: readonly Prefixes[];
  private readonly here: readonly Prefixes[];

  /** @param entries by the prefix in the module, the one on this machine */
  constructor(entries: Readonly<Record<string, string>> = {}) {
    const pairs = Object.entries(entries).map(
      ([from, to]) => [trimmed(from), trimmed(to)] as const,
    );
    this.there = longestFirst(pairs);
    this.here = longestFirst(pairs.map(([from, to]) => [to, from]));
  }

  /** Where a source is on this machine. */
  toLocal(path: string): string {
    return replaced(path, this.there);
  }

  /** What a source on this machine is called in the module. */
  fromLocal(path: string): string {
    return replaced(path, this.here);
  }
}

type Prefixes = readonly [from: string, to: string];

const separator = /[\\/]/;

function trimmed(prefix: string): string {
  return prefix.length > 1 ? prefix.replace(/[\\/]+$/, '') : prefix;
}

function longestFirst(pairs: readonly Prefixes[]): readonly Prefixes[] {
  return [...pairs].sort(([one], [other]) => other.length - one.length);
}

/** A prefix ends where a name ends; behind it, names are parted as they are in the new one. */
function replaced(path: string, pairs: readonly Prefixes[]): string {
  for (const [from, to] of pairs) {
    if (!path.startsWith(from)) continue;
    const rest = path.slice(from.length);
    if (rest !== '' && !separator.test(rest.charAt(0)) && !separator.test(from.slice(-1))) continue;
    const parts = rest.split(separator).filter((part) => part !== '');
    const own = to.includes('\\') ? '\\' : '/';
    return [to === '/' ? '' : to, ...parts].join(own) || to;
  }
  return path;
}
