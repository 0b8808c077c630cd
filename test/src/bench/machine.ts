import type { Module } from '@mso/bytecode';
import { HelixVM, type VMOptions } from '@mso/vm';
import fengari from 'fengari';
import { getQuickJS, type QuickJSWASMModule } from 'quickjs-emscripten';
import { median, medianMs, timed } from '../support/measure.js';
import { loopModule, works } from './machine-programs.js';
import type { Row } from './rows.js';

/** Each machine has warmed up: all of them run code that JavaScript compiles as it goes. */
const runs = 7;
const warmUps = 4;
const turns = 31;

/** A way to run a module. */
interface Way {
  readonly options?: VMOptions;
  /** Prepares a machine before its time is taken. */
  readonly prepare?: (vm: HelixVM) => void;
}

function machineMs(module: Module, options: VMOptions = {}): Promise<number> {
  return medianMs(runs, () => runMs(module, { options }), warmUps);
}

function runMs(module: Module, { options, prepare }: Way): Promise<number> {
  const vm = new HelixVM(module, { workflows: '*', ...options });
  prepare?.(vm);
  return timed(() => {
    const outcome = vm.run();
    if (outcome !== 'halted') throw new Error(`${outcome}: ${vm.error?.message}`);
  });
}

/**
 * What a module takes in each of some ways. They take turns: what slows the computer for a while
 * would otherwise be taken for what one of them costs.
 */
async function turnsMs<const W extends readonly Way[]>(
  module: Module,
  ways: W,
): Promise<{ readonly [K in keyof W]: number }> {
  const times = ways.map((): number[] => []);
  for (let turn = -warmUps; turn < turns; turn++) {
    for (const [index, way] of ways.entries()) {
      const time = await runMs(module, way);
      if (turn >= 0) times[index]?.push(time);
    }
  }
  return times.map(median) as never;
}

/** The machine beside a Lua machine in JavaScript and a JavaScript machine in WebAssembly. */
export async function measureMachine(): Promise<Row[]> {
  const quickJs = await getQuickJS();
  const rows: Row[] = [];
  for (const { what, module, lua, javaScript } of works) {
    const own = await machineMs(module);
    const luaMs = await peerMs(loadLua(lua));
    const quickJsMs = await peerMs(loadJavaScript(quickJs, javaScript));
    rows.push(
      { what: `${what}: this machine`, value: own },
      {
        what: '  its loop alone',
        value: await machineMs(module, { hotAfter: Number.POSITIVE_INFINITY }),
      },
      { what: '  fengari (Lua)', value: luaMs },
      { what: '    what it takes, in times of this machine', value: luaMs / own, unit: 'x' },
      { what: '  quickjs-emscripten', value: quickJsMs },
      { what: '    what it takes, in times of this machine', value: quickJsMs / own, unit: 'x' },
    );
  }
  return rows;
}

/** What debugging costs a loop, each beside the loop that is not debugged. */
export async function measureDebugging(): Promise<Row[]> {
  const times = 1_000_000;
  const module = loopModule(times);
  const debugged = (vm: HelixVM): void => {
    vm.debugMode = true;
  };
  const [plain, unbroken, elsewhere, conditional, journal] = await turnsMs(module, [
    {},
    { prepare: debugged },
    {
      prepare(vm) {
        debugged(vm);
        for (let address = 0; address < 3; address++) vm.setBreakpoint(address, { active: false });
      },
    },
    {
      prepare(vm) {
        debugged(vm);
        const start = module.functions[0];
        const address = start === undefined || start.kind === 'builtin' ? 0 : start.start + 4;
        vm.setBreakpoint(address, { holds: () => vm.currentFrame.locals[0] === -1 });
      },
    },
    { options: { journal: {} } },
  ]);
  return [
    { what: `a loop of ${times}`, value: plain },
    { what: 'debugged, without breakpoints', value: unbroken },
    { what: 'with breakpoints elsewhere', value: elsewhere },
    { what: 'breakpoints elsewhere cost', value: percent(elsewhere, plain), unit: '%', goal: 3 },
    { what: 'with the journal', value: journal },
    { what: 'the journal costs', value: percent(journal, plain), unit: '%', goal: 50 },
    {
      what: 'a false condition in each turn costs',
      value: ((conditional - plain) / times) * 1_000,
      unit: '\u00b5s',
      goal: 0.5,
    },
    ...(await measureTravel(module)),
  ];
}

function percent(part: number, whole: number): number {
  return (part / whole - 1) * 100;
}

/** Going back in a run that has been long. */
async function measureTravel(module: Module): Promise<Row[]> {
  const vm = new HelixVM(module, { workflows: '*', journal: {} });
  const forwardMs = await timed(() => vm.run());
  const { journal } = vm;
  if (journal === undefined) throw new Error('the machine has a journal');
  const kept = journal.end - journal.start;
  const perInstruction = forwardMs / journal.end;
  let depth = 0;
  const step = await medianMs(101, () => {
    depth = (depth + 97_003) % (kept - 10);
    journal.seek(journal.end - depth);
    return timed(() => {
      const search = journal.searchBack({ watch: () => () => true });
      while (!search.isDone) search.advance();
      journal.seek(search.found ?? 0);
    });
  });
  journal.seek(journal.end);
  vm.debugMode = true;
  vm.setBreakpoint(0);
  const reverse = await timed(() => {
    const search = journal.searchBack({ breakpoints: true });
    while (!search.isDone) search.advance();
  });
  return [
    { what: 'one step back, at any depth', value: step, goal: 5 },
    { what: `running backwards over ${kept} instructions`, value: reverse },
    {
      what: 'running backwards, in times of forwards',
      value: reverse / kept / perInstruction,
      unit: 'x',
      goal: 5,
    },
  ];
}

const { lua, lauxlib, lualib, to_luastring: luaText } = fengari;

/** Runs what another machine has compiled. */
function peerMs(run: () => void): Promise<number> {
  return medianMs(runs, () => timed(run), warmUps);
}

function loadLua(text: string): () => void {
  const state = lauxlib.luaL_newstate();
  lualib.luaL_openlibs(state);
  const check = (status: number): void => {
    if (status !== lua.LUA_OK) throw new Error(lua.lua_tojsstring(state, -1));
  };
  check(lauxlib.luaL_loadstring(state, luaText(text)));
  return () => {
    lua.lua_pushvalue(state, -1);
    check(lua.lua_pcall(state, 0, 0, 0));
  };
}

/** The last expression of a text is left to be dropped. */
function loadJavaScript(quickJs: QuickJSWASMModule, text: string): () => void {
  const context = quickJs.newContext();
  const evaluate = (code: string): void => {
    context.unwrapResult(context.evalCode(code)).dispose();
  };
  evaluate(`function work() { ${text} }`);
  return () => evaluate('work()');
}
