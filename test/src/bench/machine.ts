import type { Module } from '@mso/bytecode';
import { HelixVM, type VMOptions } from '@mso/vm';
import fengari from 'fengari';
import { getQuickJS, type QuickJSWASMModule } from 'quickjs-emscripten';
import { medianMs, timed, turnsMs } from '../support/measure.js';
import { loopModule, works } from './machine-programs.js';
import type { Row } from './rows.js';

/** Each machine has warmed up: all of them run code that JavaScript compiles as it goes. */
const runs = 9;
const warmUps = 4;
/** For differences of a few hundredths. */
const runsOfDifferences = 15;

/** Runs a machine and says how long it took; `prepare` is not part of that. */
function runMs(
  module: Module,
  options: VMOptions = {},
  prepare?: (vm: HelixVM) => void,
): Promise<number> {
  const vm = new HelixVM(module, { workflows: '*', ...options });
  prepare?.(vm);
  return timed(() => {
    const outcome = vm.run();
    if (outcome !== 'halted') throw new Error(`${outcome}: ${vm.error?.message}`);
  });
}

/** The machine beside a Lua machine in JavaScript and a JavaScript machine in WebAssembly. */
export async function measureMachine(): Promise<Row[]> {
  const quickJs = await getQuickJS();
  const rows: Row[] = [];
  for (const { what, module, lua, javaScript, isTightLoop } of works) {
    const runLua = loadLua(lua);
    const runJavaScript = loadJavaScript(quickJs, javaScript);
    const [own, loop, luaMs, quickJsMs] = await turnsMs(
      runs,
      [
        () => runMs(module),
        () => runMs(module, { hotAfter: Number.POSITIVE_INFINITY }),
        () => timed(runLua),
        () => timed(runJavaScript),
      ],
      warmUps,
    );
    rows.push(
      { what: `${what}: this machine`, value: own },
      { what: '  its loop alone', value: loop },
      { what: '  fengari (Lua)', value: luaMs },
      faster(luaMs / own, isTightLoop ? 5 : undefined),
      { what: '  quickjs-emscripten', value: quickJsMs },
      faster(quickJsMs / own, isTightLoop ? 1 : undefined),
    );
  }
  return rows;
}

function faster(times: number, least: number | undefined): Row {
  return { what: '    what it takes, in times of this machine', value: times, unit: 'x', least };
}

/** What debugging costs a loop, each beside the loop that is not debugged. */
export async function measureDebugging(): Promise<Row[]> {
  const times = 20_000_000;
  const module = loopModule(times);
  const run = (options?: VMOptions, prepare?: (vm: HelixVM) => void) => () =>
    runMs(module, options, prepare);
  const debugged = (prepare?: (vm: HelixVM) => void) =>
    run({}, (vm) => {
      vm.debugMode = true;
      prepare?.(vm);
    });
  const [plain, unbroken, elsewhere, journal] = await turnsMs(
    runsOfDifferences,
    [
      run(),
      debugged(),
      debugged((vm) => {
        for (let address = 0; address < 3; address++) vm.setBreakpoint(address, { active: false });
      }),
      run({ journal: {} }),
    ],
    warmUps,
  );
  return [
    { what: `a loop of ${times}`, value: plain },
    { what: 'debugged, without breakpoints', value: unbroken },
    { what: 'with breakpoints elsewhere', value: elsewhere },
    { what: 'breakpoints elsewhere cost', value: percent(elsewhere, plain), unit: '%', goal: 3 },
    { what: 'with the journal', value: journal },
    { what: 'the journal costs', value: percent(journal, plain), unit: '%', goal: 50 },
    { what: 'a turn of the loop, with breakpoints elsewhere', ...perTurn(elsewhere, times, 10) },
    await measureCondition(),
    ...(await measureTravel(loopModule(1_000_000))),
  ];
}

/** What one turn of a loop takes of its time in milliseconds; the goal is in nanoseconds. */
function perTurn(ms: number, times: number, goal: number): Omit<Row, 'what'> {
  return { value: (ms / times) * 1e6, unit: 'ns', goal };
}

async function measureCondition(): Promise<Row> {
  const times = 500_000;
  const module = loopModule(times);
  const [plain, conditional] = await turnsMs(
    runsOfDifferences,
    [
      () => runMs(module),
      () =>
        runMs(module, {}, (vm) => {
          vm.debugMode = true;
          const start = module.functions[0];
          const address = start === undefined || start.kind === 'builtin' ? 0 : start.start + 4;
          vm.setBreakpoint(address, { holds: () => vm.currentFrame.locals[0] === -1 });
        }),
    ],
    warmUps,
  );
  const value = ((conditional - plain) / times) * 1_000;
  return { what: 'a false condition in each turn costs', value, unit: '\u00b5s', goal: 0.5 };
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
