import {
  type Entity,
  findProperty,
  type Model,
  type NameUse,
  type ParseResult,
  type SourceFile,
  type Span,
  type StepModel,
  textOf,
  type WorkflowModel,
} from '@mso/language';
import { rangeOf } from '../text/positions.js';
import type {
  FileSummary,
  NameForm,
  NamePlace,
  SymbolKind,
  SymbolSummary,
  UseSummary,
} from './summary.js';
import { addUsesInTree } from './uses-in-tree.js';

/**
 * Reads off a file by itself what the index keeps of it. The uses need a walk through the whole
 * tree, and are found when somebody asks: who completes a name only asks for declarations.
 */
export function summarize({ file, program }: ParseResult, model: Model): FileSummary {
  const maker = new SummaryMaker(file);
  addSymbols(maker, model);
  let isComplete = false;
  const complete = (): SummaryMaker => {
    if (isComplete) return maker;
    isComplete = true;
    addUses(maker, model);
    addUsesInTree(maker, program);
    maker.uses.sort(byPlace);
    return maker;
  };
  return {
    symbols: maker.symbols,
    get uses() {
      return complete().uses;
    },
    loads: model.loads.map(({ declaration }) => ({ declaration })),
    get models() {
      return [...complete().models];
    },
  };
}

function addSymbols(maker: SummaryMaker, model: Model): void {
  for (const entity of model.entities) addEntity(maker, entity);
  for (const { steps, declaration } of model.workflows) addSteps(maker, steps, declaration);
  for (const { stages, declaration } of model.pipelines) addSteps(maker, stages, declaration);
  for (const { variables, declaration } of model.contexts) {
    for (const { key, start, end } of variables) {
      maker.addSymbol('variable', key.text, key, { start, end }, { parent: declaration });
    }
  }
}

/** What the model knows to be a name of something; what stands in expressions, the tree knows. */
function addUses(maker: SummaryMaker, model: Model): void {
  for (const workflow of model.workflows) addWorkflowUses(maker, workflow);
  for (const { stages, declaration } of model.pipelines) addStepUses(maker, stages, declaration);
  for (const { agents, manager, declaration } of model.crews) {
    for (const agent of [...agents, ...(manager === undefined ? [] : [manager])]) {
      maker.addUse(['agent'], agent, { owner: declaration, role: 'does' });
    }
  }
}

function byPlace({ place: one }: UseSummary, { place: other }: UseSummary): number {
  const { start } = one.range;
  const { line, character } = other.range.start;
  return start.line - line || start.character - character;
}

interface UseDetails {
  readonly owner?: object | undefined;
  readonly scope?: object | undefined;
  readonly role?: 'does' | 'runs';
  readonly form?: NameForm;
}

/** Gathers symbols and uses; nodes of the tree stand for the symbols that they declare. */
export class SummaryMaker {
  readonly symbols: SymbolSummary[] = [];
  readonly uses: UseSummary[] = [];
  readonly models = new Set<string>();
  private readonly indexes = new Map<object, number>();

  constructor(private readonly file: SourceFile) {}

  /** Whether a node declares a symbol. */
  declares(node: object): boolean {
    return this.indexes.has(node);
  }

  addSymbol(
    kind: SymbolKind,
    name: string,
    written: Span,
    whole: Span,
    details: { node?: object; parent?: object; detail?: string | undefined; form?: NameForm } = {},
  ): void {
    const { node, parent, detail, form } = details;
    const parentIndex = parent && this.indexes.get(parent);
    if (node !== undefined) this.indexes.set(node, this.symbols.length);
    this.symbols.push({
      kind,
      name,
      place: this.placeOf(written, form),
      range: rangeOf(this.file, whole),
      parent: parentIndex,
      detail,
    });
  }

  addUse(kinds: UseSummary['kinds'], use: NameUse, details: UseDetails = {}): void {
    const { owner, scope, role, form } = details;
    const ownerIndex = owner && this.indexes.get(owner);
    const scopeIndex = scope && this.indexes.get(scope);
    this.uses.push({
      kinds,
      name: use.text,
      place: this.placeOf(use, form),
      owner: ownerIndex,
      scope: scopeIndex,
      role,
    });
  }

  private placeOf({ start, end }: Span, form?: NameForm): NamePlace {
    const first = this.file.text.charAt(start);
    const isQuoted = form === undefined && (first === '"' || first === "'");
    const inner =
      isQuoted && end - start >= 2 ? { start: start + 1, end: end - 1 } : { start, end };
    return { range: rangeOf(this.file, inner), form: form ?? (isQuoted ? 'quoted' : 'bare') };
  }
}

function addEntity(maker: SummaryMaker, entity: Entity): void {
  const { declaration, name, named } = entity;
  const { keyword, keywordSpan } = declaration;
  const written = named ? declaration.name : undefined;
  maker.addSymbol(keyword, name, written ?? keywordSpan, declaration, {
    node: declaration,
    detail: detailOf(entity),
    ...(written === undefined && { form: 'keyword' }),
  });
}

/** The property by which people tell entities of one kind apart. */
const tellingKeys = ['role', 'description', 'process', 'provider', 'environment', 'source', 'path'];

function detailOf({ properties, declaration }: Entity): string | undefined {
  const key = tellingKeys.find((known) => findProperty(properties, known) !== undefined);
  const value = key === undefined ? undefined : findProperty(properties, key)?.value;
  const text = value === undefined ? undefined : textOf(value);
  const steps = declaration.block?.members.filter(({ kind }) => kind === 'Section').length ?? 0;
  if (declaration.keyword !== 'workflow') return text;
  return steps === 1 ? '1 step' : `${steps} steps`;
}

function addWorkflowUses(maker: SummaryMaker, workflow: WorkflowModel): void {
  const { declaration, steps, outputs, onError, properties } = workflow;
  addStepUses(maker, steps, declaration);
  const inWorkflow = { owner: declaration, scope: declaration };
  for (const output of outputs) maker.addUse(['step'], output, inWorkflow);
  if (onError !== undefined) {
    maker.addUse(['workflow'], onError, { owner: declaration, role: 'runs' });
  }
  const agent = findProperty(properties, 'agent')?.value;
  const text = agent === undefined ? undefined : textOf(agent);
  if (agent !== undefined && text !== undefined) {
    const { start, end } = agent;
    maker.addUse(['agent'], { text, start, end }, { owner: declaration, role: 'does' });
  }
}

function addSteps(maker: SummaryMaker, steps: readonly StepModel[], owner: object): void {
  for (const step of steps) {
    const { name, source, agent, crew } = step;
    const kind = source.kind === 'Section' ? source.keyword : 'step';
    const detail = agent?.text ?? crew?.map(({ text }) => text).join(', ');
    maker.addSymbol(kind, name.text, name, source, { node: source, parent: owner, detail });
  }
}

function addStepUses(maker: SummaryMaker, steps: readonly StepModel[], owner: object): void {
  for (const { source, agent, crew = [], dependsOn } of steps) {
    if (agent !== undefined) maker.addUse(['agent'], agent, { owner: source, role: 'does' });
    for (const member of crew) {
      maker.addUse(['agent', 'crew'], member, { owner: source, role: 'does' });
    }
    for (const step of dependsOn) {
      maker.addUse(['step', 'stage'], step, { owner: source, scope: owner });
    }
  }
}
