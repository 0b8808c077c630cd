import { mso } from './mso.js';
import { reportProblem } from './output/problems.js';
import { processTerminal } from './output/terminal.js';

/*
 * The process. This is the one place where errors end: what a command throws arrives here, and
 * what is thrown while events are handled does, too.
 */

const terminal = processTerminal();

/** Whoever read our output has gone (`mso run x.mso | head`); there is nobody left to tell. */
process.stdout.on('error', (problem: NodeJS.ErrnoException) => {
  if (problem.code === 'EPIPE') process.exit(process.exitCode ?? 0);
  throw problem;
});

process.on('uncaughtException', (problem) => {
  process.exit(reportProblem(problem, terminal));
});

mso(process.argv.slice(2), terminal)
  .catch((problem: unknown) => reportProblem(problem, terminal))
  .then((exitCode) => {
    process.exitCode = exitCode;
  });
