import type { ByteReader } from './byte-reader.js';
import type { ByteWriter } from './byte-writer.js';

/** How a value is written and read: bincode 1 (little-endian, fixed widths, no padding). */
export interface Codec<T> {
  /** No value takes fewer bytes; counts are checked against it before anything is allocated. */
  readonly bytesLeast: number;
  write(writer: ByteWriter, value: T): void;
  read(reader: ByteReader): T;
  /** Goes on behind a value without making it; where it is absent, the value is read. */
  skip?(reader: ByteReader): unknown;
}

/** Goes on behind a value; no more is checked than where it ends. */
export function skip<T>(codec: Codec<T>, reader: ByteReader): void {
  if (codec.skip === undefined) codec.read(reader);
  else codec.skip(reader);
}

export const u8: Codec<number> = {
  bytesLeast: 1,
  write: (writer, value) => writer.u8(value),
  read: (reader) => reader.u8(),
};

export const u32: Codec<number> = {
  bytesLeast: 4,
  write: (writer, value) => writer.u32(value),
  read: (reader) => reader.u32(),
};

export const i32: Codec<number> = {
  bytesLeast: 4,
  write: (writer, value) => writer.i32(value),
  read: (reader) => reader.i32(),
};

export const f32: Codec<number> = {
  bytesLeast: 4,
  write: (writer, value) => writer.f32(value),
  read: (reader) => reader.f32(),
};

export const f64: Codec<number> = {
  bytesLeast: 8,
  write: (writer, value) => writer.f64(value),
  read: (reader) => reader.f64(),
};

export const u64: Codec<bigint> = {
  bytesLeast: 8,
  write: (writer, value) => writer.u64(value),
  read: (reader) => reader.u64(),
};

export const i64: Codec<bigint> = {
  bytesLeast: 8,
  write: (writer, value) => writer.i64(value),
  read: (reader) => reader.i64(),
};

export const bool: Codec<boolean> = {
  bytesLeast: 1,
  write: (writer, value) => writer.bool(value),
  read: (reader) => reader.bool(),
};

export const text: Codec<string> = {
  bytesLeast: 8,
  write: (writer, value) => writer.string(value),
  read: (reader) => reader.string(),
  skip: (reader) => reader.skipString(),
};

/** Always the same value, of which nothing is written. */
export function constant<const T>(value: T): Codec<T> {
  return { bytesLeast: 0, write: () => {}, read: () => value };
}

export function option<T>(item: Codec<T>): Codec<T | undefined> {
  return {
    bytesLeast: 1,
    write(writer, value) {
      writer.bool(value !== undefined);
      if (value !== undefined) item.write(writer, value);
    },
    read: (reader) => (reader.bool() ? item.read(reader) : undefined),
  };
}

/** One for all empty lists: nobody changes what was read. */
const none: readonly never[] = [];

export function list<T>(item: Codec<T>): Codec<readonly T[]> {
  return {
    bytesLeast: 8,
    write(writer, values) {
      writer.count(values.length);
      for (const value of values) item.write(writer, value);
    },
    read(reader) {
      const count = reader.itemCount(Math.max(1, item.bytesLeast));
      if (count === 0) return none;
      const values = new Array<T>(count);
      for (let index = 0; index < count; index += 1) values[index] = item.read(reader);
      return values;
    },
    skip(reader) {
      const count = reader.count(Math.max(1, item.bytesLeast));
      for (let index = 0; index < count; index += 1) skip(item, reader);
    },
  };
}

/** A map as its pairs, in the order in which they stand in the file. */
export function pairs<K, V>(key: Codec<K>, value: Codec<V>): Codec<readonly (readonly [K, V])[]> {
  return list<readonly [K, V]>({
    bytesLeast: key.bytesLeast + value.bytesLeast,
    write(writer, [k, v]) {
      key.write(writer, k);
      value.write(writer, v);
    },
    read: (reader) => [key.read(reader), value.read(reader)],
    skip(reader) {
      skip(key, reader);
      skip(value, reader);
    },
  });
}

/** A map of which each key occurs once; its order is kept. */
export function map<K, V>(key: Codec<K>, value: Codec<V>): Codec<ReadonlyMap<K, V>> {
  const entries = pairs(key, value);
  return {
    bytesLeast: 8,
    write: (writer, values) => entries.write(writer, [...values]),
    read(reader) {
      const start = reader.offset;
      const count = reader.itemCount(Math.max(1, key.bytesLeast + value.bytesLeast));
      const result = new Map<K, V>();
      for (let index = 0; index < count; index += 1) {
        result.set(key.read(reader), value.read(reader));
      }
      if (result.size !== count) throw reader.error('expected keys that differ', start);
      return result;
    },
  };
}

type Fields<T> = { readonly [K in keyof T]-?: Codec<T[K]> };

/** Fields one behind the other, in the order given; an undefined one is left out of the value. */
export function struct<T extends object>(fields: Fields<T>): Codec<T> {
  const entries = Object.entries(fields) as [keyof T & string, Codec<unknown>][];
  return {
    bytesLeast: entries.reduce((sum, [, codec]) => sum + codec.bytesLeast, 0),
    write(writer, value) {
      for (const [name, codec] of entries) codec.write(writer, value[name]);
    },
    read(reader) {
      const value: Record<string, unknown> = {};
      for (const [name, codec] of entries) {
        const field = codec.read(reader);
        if (field !== undefined) value[name] = field;
      }
      return value as T;
    },
    skip(reader) {
      for (const [, codec] of entries) skip(codec, reader);
    },
  };
}

/** A value whose members are being read. */
export type Unfinished<T> = { -readonly [K in keyof T]: T[K] };

/**
 * A codec whose values are read by code of their own. A file has some structs a million times:
 * with their members in a literal they are read several times as fast and take half the memory.
 */
export function readBy<T>(codec: Codec<T>, read: (reader: ByteReader) => T): Codec<T> {
  return { ...codec, read };
}

/** Names as the number of their place in the list, four bytes. */
export function names<T extends string>(all: readonly T[]): Codec<T> {
  return {
    bytesLeast: 4,
    write: (writer, value) => writer.u32(all.indexOf(value)),
    read(reader) {
      const start = reader.offset;
      const tag = reader.u32();
      const name = all[tag];
      if (name !== undefined) return name;
      throw reader.error(unknownName(all, tag), start);
    },
  };
}

function unknownName(all: readonly string[], tag: number): string {
  return `expected one of ${all.join(', ')} (0 to ${all.length - 1}), found ${tag}`;
}

type Cases<T extends { readonly kind: string }> = {
  readonly [K in T['kind']]: Codec<Extract<T, { readonly kind: K }>>;
};

/** A union told apart by `kind`: the place of the kind in `cases` as four bytes, then the case. */
export function union<T extends { readonly kind: string }>(cases: Cases<T>): Codec<T> {
  const kinds = Object.keys(cases) as T['kind'][];
  const kind = names(kinds);
  const codecs = kinds.map((name): Codec<T> => cases[name] as never);
  return {
    bytesLeast: 4,
    write(writer, value) {
      kind.write(writer, value.kind);
      codecs[kinds.indexOf(value.kind)]?.write(writer, value);
    },
    read(reader) {
      const start = reader.offset;
      const tag = reader.u32();
      const codec = codecs[tag];
      if (codec !== undefined) return codec.read(reader);
      throw reader.error(unknownName(kinds, tag), start);
    },
  };
}

/** A codec that contains itself; each level counts against the reader's limit. */
export function nested<T>(bytesLeast: number, codec: () => Codec<T>): Codec<T> {
  return {
    bytesLeast,
    write: (writer, value) => codec().write(writer, value),
    read: (reader) => reader.nested(() => codec().read(reader)),
  };
}
