import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { commands } from './commands/table.js';
import { consoleHelp } from './console/commands.js';
import { commandHelp, overview } from './options/help.js';

describe('the README of the command line', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const shows = (text: string): void => {
    assert.ok(
      readme.includes(`\n\`\`\`text\n${text}\n\`\`\`\n`),
      `it lacks or differs in:\n${text}`,
    );
  };

  it('shows the overview as it is', () => {
    shows(overview(commands));
  });

  for (const command of commands) {
    it(`shows the help of ${command.name} as it is`, () => {
      shows(commandHelp(command));
    });
  }

  it('shows the commands of the debugger as they are', () => {
    shows(consoleHelp().join('\n'));
  });
});
