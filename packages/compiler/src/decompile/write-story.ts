import { parse, SourceFile } from '@mso/language';
import { writeText } from './write-value.js';

/** Longer than this, a backstory is a text of its own. */
const lineLengthMax = 60;

/** A backstory: in braces where that means the same text and the text is long. */
export function writeStory(text: string): string {
  const story = `backstory {\n${text}\n}`;
  const isLong = text.includes('\n') || text.length > lineLengthMax;
  return isLong && storyOf(story) === text ? story : `backstory = ${writeText(text)}`;
}

function storyOf(member: string): string | undefined {
  const { program, diagnostics } = parse(new SourceFile('', `agent "a" {\n${member}\n}`));
  if (diagnostics.length > 0 || program.declarations.length > 1) return undefined;
  const [only, ...others] = program.declarations[0]?.block?.members ?? [];
  return only?.kind === 'Story' && others.length === 0 ? only.text : undefined;
}
