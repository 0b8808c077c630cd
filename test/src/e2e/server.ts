import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpSync, createWriteStream, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Editor } from './install.js';
import { places } from './places.js';
import { settings } from './settings.js';
import { until } from './until.js';

/** A running editor with the packaged extension in it. */
export interface Server {
  readonly url: string;
  /** The folder that is open in the editor: a copy of the examples, and an empty `scratch.mso`. */
  readonly workspace: string;
  /** Where the tracker extension writes the debug adapter's messages. */
  readonly dapFile: string;
  stop(): Promise<void>;
}

/** What a window's folder is like. */
export interface Surroundings {
  /** Names the folder of the run, which stays for a look at it. */
  readonly name: string;
  /** Without it the editor treats the folder as one that nobody has been asked about. */
  readonly trusted: boolean;
  /** The configurations of its `launch.json`; without them there is none. */
  readonly configurations?: readonly object[];
  /** The tasks of its `tasks.json`; without them there is none. */
  readonly tasks?: readonly object[];
}

/** Starts the editor with a home, settings and extensions of its own, all made anew. */
export async function startServer(editor: Editor, surroundings: Surroundings): Promise<Server> {
  const { name, trusted, configurations, tasks } = surroundings;
  const home = join(places.cache, `run-${name}`);
  const workspace = join(home, 'examples');
  const dapFile = join(home, 'dap.jsonl');
  const extensions = join(home, 'extensions');
  // Processes of a server before this one may still write there for a while.
  rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  mkdirSync(join(home, 'data', 'User'), { recursive: true });
  writeFileSync(join(home, 'data', 'User', 'settings.json'), JSON.stringify(settings));
  writeFileSync(dapFile, '');
  cpSync(places.examples, workspace, { recursive: true });
  // An empty program to type into.
  writeFileSync(join(workspace, 'scratch.mso'), '');
  mkdirSync(join(workspace, '.vscode'));
  const configure = (name: string, content: object): void =>
    writeFileSync(join(workspace, '.vscode', name), JSON.stringify(content));
  if (configurations) configure('launch.json', { configurations });
  if (tasks) configure('tasks.json', { version: '2.0.0', tasks });
  cpSync(join(places.sources, 'dap-tracker'), join(extensions, 'helix-mso-e2e.dap-tracker-0.1.0'), {
    recursive: true,
  });

  const env = {
    PATH: process.env.PATH,
    HOME: home,
    DAP_TRACKER_FILE: dapFile,
    // Without this the server asks a gallery on the network for extensions.
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
  };
  const folders = ['--user-data-dir', join(home, 'data'), '--extensions-dir', extensions];
  execFileSync(editor.node, [editor.entry, ...folders, '--install-extension', places.vsix], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });

  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(
    editor.node,
    [
      editor.entry,
      ...folders,
      ...['--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, '--config', '/dev/null'],
      ...['--disable-telemetry', '--disable-update-check', '--disable-getting-started-override'],
      ...(trusted ? ['--disable-workspace-trust'] : []),
      workspace,
    ],
    { env, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const log = createWriteStream(join(home, 'server.log'));
  child.stdout.pipe(log);
  child.stderr.pipe(log);
  await until('the server answers', 30_000, () => answers(url));
  return { url, workspace, dapFile, stop: () => stop(child) };
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/healthz`)).ok;
  } catch {
    // Nobody listens yet.
    return false;
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill();
  // The server waits for connections of the browser's that may never end.
  const impatience = setTimeout(() => child.kill('SIGKILL'), 5000);
  await exited;
  clearTimeout(impatience);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(address && typeof address === 'object' ? address.port : 0));
    });
  });
}
