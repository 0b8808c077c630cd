import type {
  AgentConfig,
  ConfigMap,
  ConfigValue,
  ContextConfig,
  CrewConfig,
  DatabaseConfig,
  DurationConfig,
  MemoryConfig,
  PipelineConfig,
  PluginConfig,
  ProjectConfig,
  RetryConfig,
  SecretRef,
  StepConfig,
  TriggerConfig,
  WorkflowConfig,
} from '@mso/vm';

/** A configuration without its name, which the block's header holds. */
type Nameless<T> = Omit<T, 'name'>;

const largestCount = 4_294_967_295;
const letters = { Seconds: 's', Minutes: 'm', Hours: 'h', Days: 'd' } as const;
const units = { s: 'Seconds', m: 'Minutes', h: 'Hours', d: 'Days' } as const;

/**
 * Reads the fields of a block by their documented meaning. A field that is read is taken out of
 * the block, so that what is left at the end is what has no field.
 */
export class Reader {
  constructor(private readonly left: Map<string, ConfigValue>) {}

  project(): Nameless<ProjectConfig> {
    const description = this.text('description');
    const version = this.text('version') ?? '';
    const author = this.text('author') ?? '';
    return { version, author, ...optional({ description }), metadata: this.rest() };
  }

  agent(backstory: string | undefined): Nameless<AgentConfig> {
    this.left.delete('backstory');
    return {
      model: this.text('model') ?? 'gpt-4',
      role: this.text('role') ?? 'Assistant',
      ...optional({
        temperature: this.number('temperature'),
        max_tokens: this.count('max_tokens'),
      }),
      capabilities: [...new Set(this.texts('capabilities'))],
      ...optional({ backstory }),
      tools: this.texts('tools'),
      constraints: this.texts('constraints'),
      ...this.extra({ timeout: 'duration', debug: 'bool', verbose: 'bool', parallel: 'bool' }),
    };
  }

  workflow(pipeline: PipelineConfig | undefined): Omit<WorkflowConfig, 'name' | 'steps'> {
    this.left.delete('steps');
    const trigger = this.trigger();
    const outputs = this.texts('outputs');
    const on_error = this.text('on_error');
    const timeout = this.duration('timeout');
    const retry = this.retry();
    const known = optional({ pipeline, on_error, timeout, retry });
    return { trigger, outputs, ...known, ...this.extra() };
  }

  step(): Nameless<StepConfig> {
    const crew = (this.left.get('crew') ?? null) === null ? undefined : this.texts('crew');
    const agent = this.text('agent');
    const task = this.text('task') ?? '';
    const parallel = this.bool('parallel') ?? false;
    const depends_on = this.texts('depends_on');
    const timeout = this.duration('timeout');
    const known = optional({ agent, crew, timeout, retry: this.retry() });
    return { task, parallel, depends_on, ...known, ...this.extra() };
  }

  memory(): MemoryConfig {
    const provider = this.text('provider') ?? '';
    const connection = this.text('connection') ?? '';
    const cache_size = this.number('cache_size');
    const persistence = this.bool('persistence') ?? true;
    const block = this.object('embeddings');
    const embeddings = {
      model: block ? (block.text('model') ?? '') : (this.text('embeddings') ?? ''),
      dimensions: block?.count('dimensions') ?? 0,
      ...optional({ batch_size: block?.count('batch_size') }),
      ...block?.extra(),
    };
    const known = { provider, connection, embeddings, persistence };
    return { ...known, ...optional({ cache_size }), ...this.extra() };
  }

  context(): Nameless<ContextConfig> {
    const environment = this.text('environment') ?? '';
    const debug = this.bool('debug') ?? false;
    const max_tokens = this.number('max_tokens');
    const secrets = new Map<string, SecretRef>();
    for (const [key, value] of this.object('secrets')?.rest() ?? []) {
      secrets.set(key, typeof value === 'string' ? secretRef(value) : (value as SecretRef));
    }
    const variables = this.variables();
    return { environment, debug, ...optional({ max_tokens }), secrets, variables };
  }

  /** Those of the block stand where it stands, and win over others of their names. */
  private variables(): ConfigMap {
    const block = this.left.get('variables');
    const own = block instanceof Map ? block : new Map<string, ConfigValue>();
    const all = new Map<string, ConfigValue>();
    for (const [key, value] of this.rest()) {
      if (key === 'variables') for (const [name, item] of own) all.set(name, item);
      else if (!own.has(key)) all.set(key, value);
    }
    return all;
  }

  crew(): Nameless<CrewConfig> {
    const spelled = [...this.left.keys()].findLast((key) => /^process(_type)?$/.test(key));
    const word = this.text(spelled ?? 'process') ?? 'sequential';
    for (const key of ['process', 'process_type']) this.left.delete(key);
    const process = /^(sequential|hierarchical|parallel|consensus)$/.test(word)
      ? word
      : 'sequential';
    const agents = this.texts('agents');
    const verbose = this.bool('verbose') ?? false;
    const manager = this.text('manager');
    const known = optional({ manager, max_iterations: this.count('max_iterations') });
    const process_type = capitalized(process) as CrewConfig['process_type'];
    return { agents, process_type, verbose, ...known, ...this.extra() };
  }

  plugin(): Nameless<PluginConfig> {
    const source = this.text('source') ?? '';
    const version = this.text('version') ?? 'latest';
    const block = this.object('config')?.rest() ?? new Map();
    return { source, version, config: new Map([...this.rest(), ...block]) };
  }

  database(): Nameless<DatabaseConfig> {
    const known = optional({
      path: this.text('path'),
      shards: this.number('shards'),
      compression: this.bool('compression'),
      cache_size: this.number('cache_size'),
      vector_index: this.object('vector_index')?.rest(),
    });
    return { ...known, properties: this.rest() };
  }

  text(key: string): string | undefined {
    return this.take(key, textOf);
  }

  texts(key: string): string[] {
    const list = (value: ConfigValue): string[] | undefined => {
      if (value instanceof Map) return undefined;
      return (Array.isArray(value) ? value : [value]).flatMap((item) => textOf(item) ?? []);
    };
    return this.take(key, list) ?? [];
  }

  extra(types: Readonly<Record<string, 'duration' | 'bool'>> = {}): { readonly extra?: ConfigMap } {
    for (const [key, type] of Object.entries(types)) {
      const value = this.left.get(key);
      const converted = type === 'bool' ? boolOf(value) : durationOf(value);
      if (converted !== undefined) this.left.set(key, converted);
    }
    return this.left.size === 0 ? {} : { extra: this.rest() };
  }

  rest(): ConfigMap {
    const all = new Map(this.left);
    this.left.clear();
    return all;
  }

  private number(key: string): number | undefined {
    return this.take(key, (value) => {
      const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
      return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
    });
  }

  private count(key: string): number | undefined {
    const number = this.number(key);
    return number === undefined ? undefined : Math.min(number, largestCount);
  }

  private bool(key: string): boolean | undefined {
    return this.take(key, boolOf);
  }

  private duration(key: string): DurationConfig | undefined {
    return this.take(key, durationOf);
  }

  private object(key: string): Reader | undefined {
    return this.take(key, (value) =>
      value instanceof Map ? new Reader(new Map(value)) : undefined,
    );
  }

  /** The other fields of an object are left where it stood, as `trigger_options`. */
  private trigger(): TriggerConfig {
    const before = [...this.left];
    const object = this.object('trigger');
    if (object === undefined) return triggerOf(this.text('trigger') ?? 'manual');
    const trigger = triggerOf(object.text('type') ?? 'manual');
    const options = object.rest();
    this.left.clear();
    for (const [key, value] of before) {
      if (key !== 'trigger') this.left.set(key, value);
      else if (options.size > 0) this.left.set('trigger_options', options);
    }
    return trigger;
  }

  private retry(): RetryConfig | undefined {
    const block = this.object('retry');
    if (block === undefined) return undefined;
    const isLegacy = block.bool('exponential_backoff') === true;
    const word = block.text('backoff') ?? (isLegacy ? 'exponential' : 'fixed');
    return {
      max_attempts: block.count('max_attempts') ?? 1,
      delay: block.duration('delay') ?? { value: 0, unit: 'Seconds' },
      backoff: capitalized(word) as RetryConfig['backoff'],
      ...block.extra(),
    };
  }

  /** Null is as good as nothing; a value of another form stays where it is. */
  private take<T>(key: string, read: (value: ConfigValue) => T | undefined): T | undefined {
    const value = this.left.get(key);
    const result = value === undefined || value === null ? undefined : read(value);
    if (value === null || result !== undefined) this.left.delete(key);
    return result;
  }
}

function textOf(value: ConfigValue): string | undefined {
  if (value === null || Array.isArray(value) || value instanceof Map) return undefined;
  if (typeof value !== 'object') return String(value);
  if ('unit' in value) return `${value.value}${letters[value.unit as keyof typeof letters]}`;
  return 'Environment' in value ? `$${value.Environment}` : undefined;
}

function boolOf(value: ConfigValue | undefined): boolean | undefined {
  if (typeof value === 'boolean') return value;
  return value === 'true' || value === 'false' ? value === 'true' : undefined;
}

function durationOf(value: ConfigValue | undefined): DurationConfig | undefined {
  if (typeof value === 'object' && value !== null && 'unit' in value)
    return value as DurationConfig;
  const [, amount, letter] = /^(\d+) ?([smhd])/.exec(typeof value === 'string' ? value : '') ?? [];
  if (amount === undefined || letter === undefined) return undefined;
  return { value: Number(amount), unit: units[letter as keyof typeof units] };
}

function triggerOf(text: string): TriggerConfig {
  const [, word = '', argument = ''] = /^([^:]*):?(.*)$/s.exec(text) ?? [];
  switch (word) {
    case 'manual':
      return 'Manual';
    case 'schedule':
      return { Schedule: argument };
    case 'webhook':
      return { Webhook: argument };
    case 'file':
    case 'file_watch':
      return { FileWatch: argument };
    default:
      return { Event: word === 'event' ? argument : word };
  }
}

function secretRef(text: string): SecretRef {
  const path = text.slice(text.indexOf(':') + 1);
  return text.startsWith('vault:') ? { Vault: path } : { File: path };
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** The members that are there. */
function optional<T extends object>(members: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const entries = Object.entries(members).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: NonNullable<T[K]> };
}
