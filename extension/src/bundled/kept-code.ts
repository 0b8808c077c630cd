import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';

/** What no start has renewed for so long belongs to a version that is gone. */
const daysMost = 90;
const msOfDay = 24 * 60 * 60 * 1000;
const checksumBytes = 4;

/**
 * The code that earlier starts compiled, in the user's folder for caches: a file for each part of
 * a bundle. It only makes starting faster: what cannot be read is not there, and what cannot be
 * written is not kept.
 */
export class KeptCode {
  /** Of one build and one V8; others cannot use it. Absent where nothing is to be kept. */
  private readonly folder: string | undefined;

  constructor(build: string) {
    const caches = cacheFolder();
    const version = `${build}-${process.versions.v8}-${process.arch}`;
    this.folder = caches && join(caches, 'mso', 'code', version);
  }

  read(part: string): Buffer | undefined {
    if (this.folder === undefined) return undefined;
    try {
      const file = readFileSync(join(this.folder, part));
      const code = file.subarray(checksumBytes);
      // V8 would execute damaged code as it is.
      return file.readUInt32LE(0) === crc32(code) ? code : undefined;
    } catch {
      return undefined;
    }
  }

  write(parts: ReadonlyMap<string, Buffer>): void {
    if (this.folder === undefined || parts.size === 0) return;
    try {
      // What is executed must be nobody else's to write.
      mkdirSync(this.folder, { recursive: true, mode: 0o700 });
      for (const [part, code] of parts) writeWhole(join(this.folder, part), code);
      removeOld(dirname(this.folder));
    } catch {
      // A folder that cannot be written to, or a full disk: the next start compiles again.
    }
  }
}

/** Other processes that start see the file whole, or not at all. */
function writeWhole(path: string, code: Buffer): void {
  const checksum = Buffer.alloc(checksumBytes);
  checksum.writeUInt32LE(crc32(code));
  const unfinished = `${path}.${process.pid}`;
  try {
    writeFileSync(unfinished, Buffer.concat([checksum, code]), { mode: 0o600 });
    renameSync(unfinished, path);
  } catch (problem) {
    rmSync(unfinished, { force: true });
    throw problem;
  }
}

function removeOld(folder: string): void {
  const oldest = Date.now() - daysMost * msOfDay;
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).mtimeMs < oldest) rmSync(path, { recursive: true, force: true });
  }
}

/** Where the system wants caches; `NODE_DISABLE_COMPILE_CACHE` switches this off, as Node's own. */
function cacheFolder(): string | undefined {
  const { env } = process;
  // What is executed from a cache is not counted as covered.
  if (env.NODE_DISABLE_COMPILE_CACHE || env.NODE_V8_COVERAGE) return undefined;
  try {
    if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches');
    if (process.platform === 'win32') return env.LOCALAPPDATA;
    return env.XDG_CACHE_HOME || join(homedir(), '.cache');
  } catch {
    return undefined;
  }
}
