import { readFileSync } from 'node:fs';
import { examplesFolder } from './paths.js';

/** A program without errors of about so many lines: agents, and workflows that use them. */
export function largeProgram(lines: number): string {
  const parts = ['project "large" {\n  version = "1.0.0"\n}\n'];
  let written = 3;
  for (let index = 0; written < lines; index++) {
    const part = [agent(index), workflow(index)].join('\n');
    parts.push(part);
    written += part.split('\n').length;
  }
  return parts.join('\n');
}

function agent(index: number): string {
  return `agent "agent-${index}" {
  model = "gpt-4"
  role = "Worker ${index}"
  temperature = 0.${index % 10}
  max_tokens = ${1000 + index}

  capabilities [
    "reading"
    "writing-${index}"
  ]

  backstory {
    Has done this ${index} times
  }
}
`;
}

function workflow(index: number): string {
  return `workflow "workflow-${index}" {
  trigger = "manual"

  step "first" {
    agent = "agent-${index}"
    task = "Read part ${index}"
    timeout = 5m
  }

  step "second" {
    agent = "agent-0"
    task = "Write about it"
    depends_on = ["first"]

    retry {
      max_attempts = 3
      delay = 10s
      backoff = "linear"
    }
  }

  pipeline {
    first -> second
  }
}
`;
}

/**
 * A program without errors of about so many bytes: an example again and again, with names of
 * its own each time. It has comments, lists, objects and conditions as people write them.
 */
export function repeatedExample(bytes: number): string {
  const example = readFileSync(`${examplesFolder}/research-team.mso`, 'utf8');
  const declared = [...example.matchAll(/^(?:agent|workflow|crew|memory|context) ("[^"]+")/gm)];
  const names = new RegExp(declared.map(([, name]) => name).join('|'), 'g');
  const parts: string[] = [];
  for (let written = 0, index = 0; written < bytes; index++) {
    const part = example.replace(names, (name) => `${name.slice(0, -1)}-${index}"`);
    parts.push(part);
    written += part.length;
  }
  return parts.join('\n');
}
