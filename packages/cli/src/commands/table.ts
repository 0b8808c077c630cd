import type { CommandSpec, OptionSpec } from '../options/spec.js';

const file = { name: 'FILE' } as const;

/** What a machine can be told, by every command that has one. */
const machineOptions: readonly OptionSpec[] = [
  {
    name: 'env-file',
    short: 'e',
    value: 'F',
    help: 'variables for $NAME, as NAME=value lines; they win over the environment',
  },
  {
    name: 'context',
    value: 'NAME',
    help: 'the context whose variables count; needless where there is only one',
  },
  {
    name: 'max-stack',
    value: 'N',
    range: { from: 1, to: 1_000_000 },
    help: 'values on the operand stack (1024)',
  },
  {
    name: 'max-memory',
    value: 'N',
    range: { from: 1, to: 100_000_000 },
    help: 'cells of memory (65536)',
  },
  {
    name: 'max-call-depth',
    value: 'N',
    range: { from: 1, to: 1_000_000 },
    help: 'open call frames (256)',
  },
  { name: 'gc', help: 'free heap cells that nothing refers to any more' },
  {
    name: 'gc-threshold',
    value: 'N',
    range: { from: 1, to: 100_000_000 },
    help: 'heap cells allocated between two collections (1000); implies --gc',
  },
];

/** Which workflows run, and who answers in them. */
const workflowOptions: readonly OptionSpec[] = [
  {
    name: 'workflow',
    short: 'w',
    value: 'NAME',
    help: 'run this workflow behind the declarations; may be repeated',
  },
  { name: 'all-workflows', help: 'run all of them, in the order of the program' },
  {
    name: 'input',
    short: 'i',
    value: 'KEY=VALUE',
    help: 'what expressions find as input.KEY: JSON, or else a text; may be repeated',
  },
  {
    name: 'agents',
    value: 'MODE',
    help: 'who answers: simulated (default), command or http, or JSON with more attributes',
  },
  {
    name: 'simulation',
    value: 'F',
    help: 'the script of simulated agents; by default FILE with .sim.json, if it is there',
  },
  {
    name: 'timeout',
    value: 'DURATION',
    help: 'the machine time after which the run fails, such as 30s',
  },
];

const reportOption: OptionSpec = {
  name: 'format',
  short: 'f',
  value: 'FORMAT',
  help: 'how reports are written: text or json; by default text in a terminal, else json',
};

const outputOption: OptionSpec = {
  name: 'output',
  short: 'o',
  value: 'OUT',
  help: 'write to this file',
};

/** Every command. Parsing, help and `packages/cli/README.md` say the same because of it. */
export const commands: readonly CommandSpec[] = [
  {
    name: 'run',
    summary: "execute a program and print its configuration, or its workflows' reports",
    operand: file,
    details: [
      'The result goes to standard output, everything else to standard error.\n' +
        'A program that fails prints its error with the stack of the machine and ends with 1;\n' +
        'so does one with a workflow that failed. Ctrl+C prints the report so far.',
    ],
    options: [
      ...workflowOptions,
      ...machineOptions,
      reportOption,
      { name: 'stats', help: 'show how much was executed and used' },
      { name: 'trace', help: 'show each instruction before it executes' },
    ],
    load: async () => (await import('./run.js')).run,
  },
  {
    name: 'profile',
    summary: 'show where a run spends its instructions and its time',
    operand: file,
    details: [
      'It counts instructions, real time, machine time, agent calls and tokens, and the most\n' +
        'that was on the stack, in memory and on the call stack, by function and by line.',
      'Errors and the exit code are those of mso run. Ctrl+C shows the profile so far.',
    ],
    options: [
      {
        name: 'iterations',
        short: 'n',
        value: 'N',
        range: { from: 1, to: 10_000 },
        help: 'run so many times, and show the median of the times (1)',
      },
      {
        name: 'format',
        short: 'f',
        value: 'FORMAT',
        help: 'text (default), json, csv, or cpuprofile for the viewers of Chrome and VS Code',
      },
      {
        name: 'time',
        value: 'TIME',
        help: 'the time that tables and the cpuprofile go by: real (default) or machine',
      },
      outputOption,
      ...workflowOptions,
      ...machineOptions,
    ],
    load: async () => (await import('./profile.js')).profile,
  },
  {
    name: 'check',
    summary: 'show every error and warning of some programs',
    operand: { name: 'FILE', many: true },
    details: [
      'A binary or an assembly is checked as well: whether its module may be executed.',
      'It ends with 1 if there are errors, and with 2 if a file cannot be read.',
    ],
    options: [
      { name: 'json', help: 'print an array with an object for each error or warning' },
      { name: 'strict', help: 'count warnings as errors' },
    ],
    load: async () => (await import('./check.js')).checkFiles,
  },
  {
    name: 'compile',
    summary: 'compile a program to a binary',
    operand: file,
    details: [
      'It writes FILE with the extension .msob beside it, unless --output says otherwise.\n' +
        'The same program gives the same bytes; SOURCE_DATE_EPOCH sets the time that is noted.',
      'What a program does is the same at every level of optimization, but for --tree-shake.',
    ],
    options: [
      outputOption,
      {
        name: 'optimize',
        short: 'O',
        value: 'LEVEL',
        range: { from: 0, to: 3 },
        help: '0 nothing, 1 strings, 2 code as well, 3 and their order (2)',
      },
      {
        name: 'tree-shake',
        help: 'leave out agents that no step, crew or workflow uses; needs -O 3',
      },
      { name: 'compress', help: 'compress the sections of the binary' },
      { name: 'strip', help: 'leave out what only a debugger needs: sources and positions' },
      { name: 'verbose', help: 'show what was written, with its sizes, and what was optimized' },
    ],
    load: async () => (await import('./compile.js')).compileFile,
  },
  {
    name: 'disassemble',
    summary: 'show the module of a program as assembly',
    operand: file,
    details: ['What it prints can be edited, run, debugged, and assembled to the same module.'],
    options: [outputOption],
    load: async () => (await import('./assemble.js')).disassembleFile,
  },
  {
    name: 'assemble',
    summary: 'make a binary of an assembly',
    operand: file,
    details: [
      'It writes FILE with the extension .msob beside it, unless --output says otherwise.\n' +
        'It ends with 1 if the text has errors, and shows each with its line and column.',
    ],
    options: [outputOption],
    load: async () => (await import('./assemble.js')).assembleFile,
  },
  {
    name: 'decompile',
    summary: 'show the source of a binary again',
    operand: { name: 'BIN' },
    details: [
      'It is the source that the binary carries, where that still makes the same module;\n' +
        'else one that is put together from what the module declares. The files of a program\n' +
        'that has several are printed one behind the other, or written into the folder OUT.',
      'What the text lacks is said in comments at its top, and on standard error.',
    ],
    options: [outputOption],
    load: async () => (await import('./decompile.js')).decompileFile,
  },
  {
    name: 'info',
    summary: 'show what a binary holds',
    operand: { name: 'BIN' },
    details: ['Header, sections with their sizes, symbols, and how often each instruction stands.'],
    options: [{ name: 'json', help: 'print it as JSON' }],
    load: async () => (await import('./info.js')).info,
  },
  {
    name: 'graph',
    summary: 'draw the workflows of a program',
    operand: file,
    details: [
      'An arrow leads from a step to one that waits for it: solid by the pipeline, dashed by\n' +
        'depends_on alone. The source of a binary is found as mso decompile finds it.',
    ],
    options: [
      {
        name: 'workflow',
        short: 'w',
        value: 'NAME',
        repeatable: true,
        help: 'draw only this workflow',
      },
      { name: 'format', short: 'f', value: 'FORMAT', help: 'svg (default), dot, mermaid or json' },
      { name: 'theme', value: 'THEME', help: 'the colors of the SVG: light (default) or dark' },
      outputOption,
    ],
    load: async () => (await import('./graph.js')).graphFile,
  },
  {
    name: 'fmt',
    summary: 'put some programs into the one layout of the language',
    operand: { name: 'FILE', many: true },
    details: [
      'It changes layout, quotes and commas, never what a program means, and prints the names\n' +
        'of the files that it changed. `-` reads standard input and writes to standard output.',
      'A file with syntax errors stays as it is. It ends with 1 if there was one, or if --check\n' +
        'found differences, and with 2 if a file cannot be read or written, or is no source:\n' +
        'an assembly has the layout in which mso disassemble writes it.',
    ],
    options: [
      { name: 'check', help: 'change nothing; print the names of the files that would change' },
      { name: 'stdout', help: 'change nothing; print the formatted programs' },
    ],
    load: async () => (await import('./fmt.js')).formatFiles,
  },
  {
    name: 'debug',
    summary: 'debug a program in the terminal',
    operand: file,
    details: [
      'It stops before the first instruction; `help` lists the commands that can be typed then.\n' +
        'Commands can also be piped in: they are shown as if they had been typed.',
      'With --port it waits for adapters, which attach to the program one at a time. The first\n' +
        'begins it; one that leaves lets it run on, suspends or ends it. Ctrl+C ends it.',
      'It ends with 1 if the program failed, else with 0.',
    ],
    options: [
      ...workflowOptions,
      ...machineOptions,
      {
        name: 'command',
        short: 'c',
        value: 'CMD',
        repeatable: true,
        help: 'do this first, as if it had been typed',
      },
      {
        name: 'port',
        value: 'N',
        range: { from: 0, to: 65_535 },
        help: 'wait on this TCP port for adapters instead; 0 takes a free one',
      },
      { name: 'host', value: 'H', help: 'listen on this address (127.0.0.1); needs --port' },
      {
        name: 'stop-on-entry',
        help: 'stop before the first instruction when the first adapter is there; needs --port',
      },
    ],
    load: async () => (await import('./debug.js')).debug,
  },
  {
    name: 'dap',
    summary: 'serve the Debug Adapter Protocol to an editor',
    details: [
      'It speaks on standard input and output, or with --port to any number of clients over TCP.',
    ],
    options: [
      {
        name: 'port',
        value: 'N',
        range: { from: 0, to: 65_535 },
        help: 'listen on this TCP port; 0 takes a free one',
      },
      { name: 'host', value: 'H', help: 'listen on this address (127.0.0.1); needs --port' },
      { name: 'log', value: 'F', help: 'append every message to this file' },
    ],
    load: async () => (await import('./dap.js')).dap,
  },
  {
    name: 'lsp',
    summary: 'serve the Language Server Protocol to an editor',
    details: [
      'It speaks on standard input and output; editors add --stdio, which changes nothing.\n' +
        'What it serves, and how editors are told of it, is in packages/language-server/README.md.',
    ],
    options: [{ name: 'stdio', help: 'speak on standard input and output, as it does anyway' }],
    load: async () => (await import('./lsp.js')).lsp,
  },
];
