import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Message } from './dap-client.js';
import { goldenFolder } from './paths.js';

/**
 * Compares a conversation with the one that is kept under a name. `UPDATE=1` keeps it instead;
 * without that a conversation that was never kept fails.
 */
export function assertGolden(name: string, timeline: readonly Message[]): void {
  assertGoldenText(`${name}.txt`, transcript(timeline));
}

/** The same for any text, by the name of its file. */
export function assertGoldenText(name: string, text: string): void {
  const file = `${goldenFolder}/${name}`;
  if (process.env.UPDATE === '1') {
    writeFileSync(file, text);
    return;
  }
  assert.ok(existsSync(file), `${basename(file)} is missing; UPDATE=1 records it`);
  assert.equal(text, readFileSync(file, 'utf8'));
}

/** A conversation as text, one message a line, without folders and durations. */
export function transcript(timeline: readonly Message[]): string {
  return `${timeline.map(line).join('\n')}\n`;
}

function line(message: Message): string {
  switch (message.type) {
    case 'request':
      return `-> ${message.command} ${text(message.arguments)}`.trimEnd();
    case 'event':
      return `<- ${message.event} ${text(message.body)}`.trimEnd();
    case 'response': {
      const outcome = message.success ? 'ok' : `failed (${message.message})`;
      return `<- ${message.command} ${outcome} ${text(message.body)}`.trimEnd();
    }
  }
}

function text(value: unknown): string {
  if (value === undefined) return '';
  return JSON.stringify(value, (_, item) => (typeof item === 'string' ? stable(item) : item));
}

function stable(text: string): string {
  return text
    .replace(/(?:[A-Za-z]:)?[\\/][^\s"':]*[\\/]/g, '…/')
    .replace(/"duration_ms": \d+/g, '"duration_ms": 0');
}
