/** Programs that the tests of several features use. */

/** Two files: `people` is loaded by `main`, which is the one with the workflow. */
export const twoFiles = {
  'main.mso': `load "people"
workflow "article" {
  step "draft" { agent = "writer" }
  step "check" {
    crew = ["team", critic]
    depends_on = ["draft"]
    when = steps.draft.failed or steps["draft"].attempts > 1 or agents.writer.x == 1
  }
  pipeline { draft -> check }
}
workflow "other" { step "draft" { agent = critic } on_error = "article" }
`,
  'people.mso': `agent "writer" { role = "Author" }
agent "critic" {}
crew "team" { agents ["writer", "critic"] manager = critic }
`,
} as const;

/** The same with the cursor at the n-th place where a text stands in a file. */
export function withCursor<Name extends string>(
  files: Readonly<Record<Name, string>>,
  name: Name,
  text: string,
  occurrence = 1,
): Record<Name, string> {
  const source = files[name];
  let at = -1;
  for (let count = 0; count < occurrence; count++) at = source.indexOf(text, at + 1);
  if (at < 0) throw new Error(`${name} has no ${text} number ${occurrence}`);
  const inside = at + Math.min(1, text.length);
  return { ...files, [name]: `${source.slice(0, inside)}<|>${source.slice(inside)}` };
}
