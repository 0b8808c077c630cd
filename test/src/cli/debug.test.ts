import assert from 'node:assert/strict';
import { newsProgram, Workplace } from './mso-process.js';

const script = `
break 7 if agents["writer"].model == "gpt-4"
break draft
break 99
run
where
registers
print role

locals
set model = "gpt-5"
memory
continue
list
step
finish
nonsense
continue
print agents["writer"]
step
`.trimStart();

const golden = `news.mso: 4 blocks, 25 instructions; help lists the commands
news.mso:1 in program "news.mso" (before the first instruction)
 ->  1 | project "news" {
(mso) break 7 if agents["writer"].model == "gpt-4"
breakpoint 1 at news.mso:7
(mso) break draft
breakpoint 2 at news.mso:14
(mso) break 99
no breakpoint: there is no code at or behind this line
(mso) run
news.mso:7 in agent "writer" (breakpoint 1)
*->  7 |   role = "Author"
(mso) where
#0  agent "writer"      news.mso:7
#1  program "news.mso"  news.mso:5
(mso) registers
pc     4         SetProperty #2 "role" "Author"
sp     0
fp     0
ra     6
flags  none set
(mso) print role
null
(mso) 
null
(mso) locals
agent "writer"
  name   "writer"
  model  "gpt-4"
(mso) set model = "gpt-5"
model = "gpt-5"
(mso) memory
16  project "news"  {name: "news", version: "1.0.0"}
17  agent "writer"  {name: "writer", model: "gpt-5"}
(mso) continue
news.mso:14 in workflow "publish" (breakpoint 2)
*-> 14 |   step "draft" {
(mso) list
     9 | }
    10 |
    11 | workflow "publish" {
    12 |   trigger = "manual"
    13 |
*-> 14 |   step "draft" {
    15 |     agent = "writer"
    16 |     task = $NEWS_TASK
    17 |     timeout = 5m
    18 |   }
    19 | }
(mso) step
news.mso:15 in step "draft"
 -> 15 |     agent = "writer"
(mso) finish
news.mso:16:5: warning: environment variable NEWS_TASK is not set
the program ended after 13 instructions
(mso) nonsense
there is no command "nonsense"; help lists them
(mso) continue
the program has ended; run or restart starts it again
(mso) print agents["writer"]
  name         "writer"
  model        "gpt-5"
  role         "Author"
  temperature  0.7
(mso) step
the program has ended; run or restart starts it again
(mso) quit
`;

describe('mso debug', () => {
  const place = new Workplace();
  before(() => place.write('news.mso', newsProgram));
  after(() => place.remove());

  it('follows a script, and its log reads like a conversation', async () => {
    const { code, stdout, stderr } = await place.mso(['debug', 'news.mso'], script);
    assert.deepEqual([code, stderr], [0, '']);
    assert.equal(stdout, golden);
  });

  it('does the commands of the command line first', async () => {
    const args = ['debug', 'news.mso', '-c', 'break 7', '--command', 'run'];
    const { code, stdout } = await place.mso(args, 'print pc\nquit\n');
    assert.equal(code, 0);
    const typed = stdout.split('\n').filter((line) => line.startsWith('(mso)'));
    assert.deepEqual(typed, ['(mso) break 7', '(mso) run', '(mso) print pc', '(mso) quit']);
  });

  it('reads nothing behind quit', async () => {
    const { code, stdout } = await place.mso(['debug', 'news.mso'], 'q\nrun\n');
    assert.equal(code, 0);
    assert.match(stdout, /\(mso\) q\n$/);
  });

  it('takes scripts with the line ends of Windows, and without a last one', async () => {
    const { stdout } = await place.mso(['debug', 'news.mso'], 'print pc\r\nprint sp');
    assert.match(stdout, /\(mso\) print pc\n0\n\(mso\) print sp\n0\n\(mso\) quit\n$/);
  });

  it('stops at a runtime error, and ends with 1', async () => {
    const args = ['debug', 'news.mso', '--max-call-depth', '2', '-c', 'run', '-c', 'where'];
    const { code, stdout, stderr } = await place.mso([...args, '-c', 'continue']);
    assert.deepEqual([code, stderr], [1, '']);
    assert.deepEqual(stdout.split('\n').slice(3), [
      '(mso) run',
      'StackOverflow: Stack overflow: 2 call frames',
      'news.mso:14 in workflow "publish" (runtime error)',
      ' -> 14 |   step "draft" {',
      '(mso) where',
      '#0  workflow "publish"  news.mso:14',
      '#1  program "news.mso"  news.mso:11',
      '(mso) continue',
      'the program failed after 8 instructions',
      '(mso) quit',
      '',
    ]);
  });

  it('says which options are wrong, and which do not go with a machine that waits', async () => {
    const cases: readonly [readonly string[], RegExp][] = [
      [['--host', '::1'], /^mso debug: --host needs --port\n/],
      [['--stop-on-entry'], /^mso debug: --stop-on-entry needs --port\n/],
      [['--port', '0', '-c', 'run'], /^mso debug: --command is for the terminal; with --port /],
      [['--port', '0', '--host', '203.0.113.1'], /^mso debug: cannot listen on 203\.0\.113\.1:0/],
      [['--port', '0', '--workflow', 'none'], /^mso debug: there is no workflow "none"/],
      [['--timeout', 'soon'], /^mso debug: --timeout takes a duration such as 30s, not soon\n/],
    ];
    for (const [options, problem] of cases) {
      const { code, stderr } = await place.mso(['debug', 'news.mso', ...options]);
      assert.equal(code, 2);
      assert.match(stderr, problem);
    }
  });

  it('ends with 0 when a failed program was started again and left', async () => {
    const args = ['debug', 'news.mso', '--max-call-depth', '2', '-c', 'run', '-c', 'restart'];
    assert.equal((await place.mso(args)).code, 0);
  });

  it('runs a workflow, and goes back in it from its end', async () => {
    place.write(
      'flow.mso',
      `agent "a" {
  model = "m"
}
workflow "w" {
  step "one" { agent = "a" task = "1" }
  step "two" { agent = "a" task = "2" depends_on = ["one"] }
}
`,
    );
    const commands = [
      ...['continue', 'back', 'print step', 'backstep 2', 'print step', 'reverse'],
      ...['written agents["a"].model', 'timeline 999999', 'timeline 0', 'back', 'timeline'],
    ];
    const args = ['debug', 'flow.mso', '-w', 'w', ...commands.flatMap((each) => ['-c', each])];
    const { code, stdout } = await place.mso(args);
    assert.equal(code, 0);
    const said = stdout.slice(stdout.indexOf('(mso) back')).split('\n');
    assert.deepEqual(
      said.map((line) => line.replace(/\d+ (instructions?|back)/g, 'N $1')),
      backwards.split('\n'),
    );
  });
});

const backwards = `(mso) back
flow.mso:4 in workflow "w" (N instructions back)
 -> 4 | workflow "w" {
(mso) print step
null
(mso) backstep 2
flow.mso:6 in attempt 1 of step "two" (N instructions back)
 -> 6 |   step "two" { agent = "a" task = "2" depends_on = ["one"] }
(mso) print step
"two"
(mso) reverse
flow.mso:1 in program "flow.mso" (before the first instruction, N instructions back)
 -> 1 | agent "a" {
(mso) written agents["a"].model
There is no member 'a'
(mso) timeline 999999
timeline takes a number from 0 to 36, not 999999
(mso) timeline 0
flow.mso:1 in program "flow.mso" (N instructions back)
 -> 1 | agent "a" {
(mso) back
flow.mso:1 in program "flow.mso" (before the first instruction, N instructions back)
 -> 1 | agent "a" {
(mso) timeline
  10  step      one running
  14  call      a is asked
  15  reply     a answers
  15  step      one completed
  21  step      two running
  27  call      a is asked
  28  reply     a answers
  28  step      two completed
  34  workflow  w completed
  36  stop      end
at 0; one can go from 0 to 36
(mso) quit
`;
