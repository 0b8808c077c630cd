import type {
  AgentModel,
  CrewModel,
  Model,
  NameUse,
  Property,
  StepModel,
  WorkflowModel,
} from '@mso/language';
import type { Worker } from './workflow-graph.js';

const processWords = {
  Sequential: 'sequential',
  Hierarchical: 'hierarchical',
  Parallel: 'parallel',
  Consensus: 'consensus',
} as const;

/** Who works on the steps of a program. */
export class Workers {
  private readonly agents: ReadonlyMap<string, AgentModel>;
  private readonly crews: ReadonlyMap<string, CrewModel>;

  constructor({ agents, crews }: Model) {
    this.agents = new Map(agents.map((agent) => [agent.name, agent]));
    this.crews = new Map(crews.map((crew) => [crew.name, crew]));
  }

  /** As the compiler decides it: by `agent`, else `crew`, else the `agent` of the workflow. */
  of(workflow: WorkflowModel, { agent, crew = [] }: StepModel): Worker | undefined {
    if (agent) return this.agent(agent.text);
    const [first, ...others] = crew;
    if (first === undefined) {
      const name = wordOf(workflow.properties, 'agent');
      return name === undefined ? undefined : this.agent(name);
    }
    if (others.length > 0) return { kind: 'crew', process: 'sequential', members: textsOf(crew) };
    return this.agents.has(first.text) ? this.agent(first.text) : this.crew(first.text);
  }

  private agent(name: string): Worker {
    const model = wordOf(this.agents.get(name)?.properties ?? [], 'model');
    return { kind: 'agent', name, ...(model !== undefined && { model }) };
  }

  private crew(name: string): Worker {
    const crew = this.crews.get(name);
    const process = processWords[crew?.process ?? 'Sequential'];
    return { kind: 'crew', name, process, members: textsOf(crew?.agents ?? []) };
  }
}

function wordOf(properties: readonly Property[], name: string): string | undefined {
  const value = properties.findLast(({ key }) => key.text === name)?.value;
  if (value?.kind === 'String') return value.text;
  return value?.kind === 'Identifier' ? value.text : undefined;
}

function textsOf(uses: readonly NameUse[]): string[] {
  return uses.map(({ text }) => text);
}
