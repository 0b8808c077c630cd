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
