/** A workflow with a step of these members, and more members of its own. */
function inStep(members: string, more = ''): string {
  return `agent "a" {} crew "c" { agents ["a"] }
    workflow "w" { step "s" { ${members} } step "t" { agent = "a" } ${more} }`;
}

/** What looks alike in a module, or that a careless writer would write as something else. */
export const ambiguousPrograms: readonly string[] = [
  'agent "a" { n = 1e21 m = 1e-7 o = 1.7976931348623157e308 p = 5e-324 q = -0 r = 0.1 }',
  'agent "a" { n = 123456789012345680000 d = 0s e = 1.5h f = 9007199254740991s }',
  'agent "a" { n = "\u0000\u0001\u007f\u2028\ufeff" m = "\\r\\n\\t" }',
  'agent "a" { "k\\n\\"x" = 1 "" = 2 "${x}" = 3 "\\${x}" = 4 }',
  'agent "a\\n\\"b" {} agent "${x}" {} agent "" {}',
  'agent "true" {} crew "null" { agents ["true"] }',
  'agent "a" { backstory { # only\n } } agent "b" { backstory = "" }',
  'agent "a" { backstory = "${x}\\n\\n  y" } agent "b" { backstory = "a\\n b\\n}" }',
  'agent "a" { x = ${a.b} y = "${a.b}" z = "pre ${a.b} post" w = "\\${a.b}" }',
  'agent "a" { v = ["${a}", ${a}, "\\${a}"] u { t = "${a}" s = ${a} } }',
  'agent "a" { r = @m.k s = @f[k] t = @f["a b"] u = @f["\\"q\\"\\\\"] v = @f["\\n"] w = @m-x.y }',
  'agent "a" { a = 1 b { c = 2 } a = { d = 3 } b = [1] }',
  'agent "a" { "a/b~c" { "d/e" = [] "~1" {} } x = [[], [[]], {}, [{}], { a = [] }] }',
  inStep('agent = "a" task = "${input.x}"'),
  inStep('agent = "a" task = ${input.x}'),
  inStep('agent = "a" task = "\\${input.x}"'),
  inStep('agent = "a" task = "\\${input.x} ${input.x} \\${"'),
  inStep('agent = "a" task = """\n  two ${input.x}\n    lines \\${y}\n  """'),
  inStep('task = "${input.x}"'),
  inStep('crew = ["c", "a"] task = "x"'),
  inStep('crew = "c" task = "${steps.t.output}" depends_on = ["t"]'),
  inStep(
    'agent = "a" inputs { a = ${input.x} b = "${input.x}" c = "\\${input.x}" d = [1, ${1 + 2}] }',
  ),
  inStep('agent = "a" inputs { e = $ENV f = @m.k g = 5m h = null }'),
  inStep('agent = "a" when = input.x == "a # b" && true # comment\n'),
  inStep('agent = "a" when = (input.x)\n ? true : false'),
  inStep(
    'agent = "a" when = input["k"] in [1, "}", {a: 1}]',
    'pipeline { if input.x { s } else { if "}" == "{" { t } } }',
  ),
  inStep('agent = "a"', 'pipeline {}'),
  inStep('agent = "a"', 'pipeline = s -> t'),
  inStep('agent = "a"', 'pipeline named { [s | [t]] }'),
  inStep('agent = "a"', 'retry {} timeout = 1h agent = "a"'),
  inStep('agent = "a" parallel = $P depends_on = []'),
  'workflow "w" { trigger = schedule } workflow "x" { trigger = file_watch }',
  'workflow "w" { trigger = "schedule:* * *" trigger_options { a = 1 } }',
  'context "k" { v = 1 variables { v = 2 } w = 3 }',
  'context "k" { variables { secrets = 1 environment = 2 } }',
  'context "k" { secrets { "a b" = $A_1 x = "vault:" y = "file:\\n" z = "vault:vault:x" } }',
  'pipeline {} pipeline "p" {} pipeline "pipeline" { a }',
  'pipeline "p" { x = { a = 1 } y = 2 }',
  'pipeline "p" { stages = ["a"] flow = "a" }',
  'pipeline "p" { stages = ["a", "b"] flow = "[a | b]" }',
  'memory "memory" { provider = "x" } project "project" {}',
  'load "a/b" load "c" { x = 1 }',
];
