import { taskCommands } from '../src/tools/task-definition.js';
import type { Schema } from './schema.js';

/** What `tasks.json` may say in a task of ours. */
export const taskSchema: Schema = {
  type: 'mso',
  required: ['command', 'file'],
  properties: {
    command: {
      type: 'string',
      enum: taskCommands,
      description: 'What is done to the program.',
    },
    file: {
      type: 'string',
      description: 'The program; ${file} is the one that is open.',
    },
    args: {
      type: 'array',
      items: { type: 'string' },
      description: 'Options of the command, as the command line takes them.',
    },
  },
};
