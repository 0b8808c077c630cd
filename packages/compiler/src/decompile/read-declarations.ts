import {
  type ConstantValue,
  decodePath,
  type EntityKind,
  entityKinds,
  type Instruction,
  type Module,
} from '@mso/bytecode';
import type {
  DeclaredEntity,
  DeclaredMember,
  DeclaredSecret,
  MemberMark,
  OpenEntity,
} from './declarations.js';
import type { Losses } from './losses.js';
import { emptyRecord, setProperty, type ValueNode } from './property-tree.js';
import { TextBudget } from './text-budget.js';

/** What the declarations of a module declare, in the order of their code. */
export function readDeclarations(
  module: Module,
  losses: Losses,
  budget = new TextBudget(losses),
): readonly DeclaredEntity[] {
  const reader = new DeclarationReader(module, losses, budget);
  for (const instruction of module.code.slice(0, module.declarationsEnd)) {
    if (budget.isSpent) break;
    reader.read(instruction);
  }
  return reader.entities();
}

/**
 * Reads instruction by instruction. Members go to the entity that they name, wherever its block
 * is: an optimizer may have moved them, and a step may come before its workflow.
 */
class DeclarationReader {
  private readonly opened = new Map<number, OpenEntity>();
  private readonly order: number[] = [];
  /** What the last instruction left on the operand stack. */
  private pushed: ValueNode | undefined;

  constructor(
    private readonly module: Module,
    private readonly losses: Losses,
    private readonly budget: TextBudget,
  ) {}

  read(instruction: Instruction): void {
    const { pushed } = this;
    this.pushed = undefined;
    const { agents, workflows, contexts, crews } = this.module.symbols;
    const name = (symbol: { readonly nameIndex: number } | undefined): string =>
      symbol === undefined ? '' : this.text(symbol.nameIndex);
    switch (instruction.op) {
      case 'DeclareAgent':
        return this.declare(instruction.id, 'agent', name(agents.get(instruction.id)));
      case 'DeclareWorkflow':
        return this.declare(instruction.id, 'workflow', name(workflows.get(instruction.id)));
      case 'DeclareContext':
        return this.declare(instruction.id, 'context', name(contexts.get(instruction.id)));
      case 'DeclareCrew':
        return this.declare(instruction.id, 'crew', name(crews.get(instruction.id)));
      case 'SetMetadata':
        return this.setMetadata(this.text(instruction.keyIndex), this.text(instruction.valueIndex));
      case 'SetProperty': {
        const value = this.value(instruction.value, pushed);
        if (value === undefined) return this.losses.add('a value that only a run computes');
        return this.set(instruction.target, this.text(instruction.keyIndex), value);
      }
      case 'ResolveReference': {
        const { kind, index } = instruction;
        this.pushed = { kind: 'Looked up', from: kind, name: this.text(index) };
        return;
      }
      case 'SetCapability': {
        const word = this.text(instruction.capabilityIndex);
        const { words } = this.group(instruction.agent, 'Capabilities', newCapabilities);
        words.push(word);
        return;
      }
      case 'SetSecret': {
        const { kind, index } = instruction.secret;
        const key = this.text(instruction.keyIndex);
        const secret: DeclaredSecret = { key, from: kind, target: this.text(index) };
        const { secrets } = this.group(instruction.context, 'Secrets', newSecrets);
        secrets.push(secret);
        return;
      }
      case 'DefineStep': {
        const { owner, step } = instruction;
        const head = { kind: 'step', name: this.text(step.nameIndex), definition: step } as const;
        if (this.head(step.id, head)) this.entity(owner).marks.push({ kind: 'Step', id: step.id });
        return;
      }
      case 'DefinePipeline': {
        const { workflow, nodes } = instruction;
        this.entity(workflow).marks.push({ kind: 'Pipeline', nodes });
        return;
      }
      default:
        this.losses.add(`the instruction ${instruction.op} among the declarations`);
    }
  }

  entities(): readonly DeclaredEntity[] {
    for (const [id, { head, marks }] of this.opened) {
      if (head === undefined && marks.length > 0) this.losses.add(`entity ${id}: never declared`);
    }
    return this.order.flatMap((id) => this.finished(id, false));
  }

  /** Only what is at the top holds steps: a step within a step has no place in a text. */
  private finished(id: number, isStep: boolean): DeclaredEntity[] {
    const open = this.opened.get(id);
    if (open?.head === undefined) return [];
    const members = open.marks.flatMap((mark): DeclaredMember[] => {
      switch (mark.kind) {
        case 'Property':
        case 'Variable': {
          const { kind, key } = mark;
          const value = (kind === 'Property' ? open.properties : open.variables).entries.get(key);
          return value === undefined ? [] : [{ kind, key, value }];
        }
        case 'Step':
          if (isStep) this.losses.add(`the step ${mark.id} within a step`);
          else return this.finished(mark.id, true).map((step) => ({ kind: 'Step', step }));
          return [];
        default:
          return [mark];
      }
    });
    return [{ id, ...open.head, members }];
  }

  private declare(id: number, kind: EntityKind, name: string): void {
    if (this.head(id, { kind, name })) this.order.push(id);
  }

  /** Whether it is the first of its id. */
  private head(id: number, head: NonNullable<OpenEntity['head']>): boolean {
    const entity = this.entity(id);
    if (entity.head !== undefined) {
      this.losses.add(`entity ${id}: declared again`);
      return false;
    }
    entity.head = head;
    return true;
  }

  private setMetadata(key: string, value: string): void {
    const [, id] = /^decl\/(\d+)$/.exec(key) ?? [];
    const colon = value.indexOf(':');
    const kind = entityKinds.find((each) => each === value.slice(0, colon));
    if (id === undefined || kind === undefined || kind === 'step') {
      return this.losses.add(`the metadata ${JSON.stringify(key)}`);
    }
    this.declare(Number(id), kind, value.slice(colon + 1));
  }

  private set(target: number, key: string, value: ValueNode): void {
    const entity = this.entity(target);
    const { parts, makesContainer } = decodePath(key);
    const isVariable =
      entity.head?.kind === 'context' && parts[0] === 'variables' && parts.length > 1;
    const root = isVariable ? entity.variables : entity.properties;
    const path = { parts: isVariable ? parts.slice(1) : parts, makesContainer };
    const [first = ''] = path.parts;
    const isKnown = root.entries.has(first);
    const problem = setProperty(root, path, value);
    if (problem !== undefined) return this.losses.add(`entity ${target}: ${problem}`);
    if (isKnown) return;
    entity.marks.push({ kind: isVariable ? 'Variable' : 'Property', key: first });
  }

  private value(value: ConstantValue, pushed: ValueNode | undefined): ValueNode | undefined {
    if (value.kind === 'Stack') return pushed;
    if (value.kind === 'String') return { kind: 'Text', text: this.text(value.index) };
    return { kind: 'Constant', value };
  }

  /** The one member of an entity that collects all of a kind. */
  private group<K extends MemberMark['kind']>(
    id: number,
    kind: K,
    make: () => Extract<MemberMark, { readonly kind: K }>,
  ): Extract<MemberMark, { readonly kind: K }> {
    const { marks } = this.entity(id);
    const known = marks.find(
      (mark): mark is Extract<MemberMark, { readonly kind: K }> => mark.kind === kind,
    );
    if (known !== undefined) return known;
    const made = make();
    marks.push(made);
    return made;
  }

  private entity(id: number): OpenEntity {
    const known = this.budget.isSpent ? undefined : this.opened.get(id);
    if (known !== undefined) return known;
    const made: OpenEntity = { marks: [], properties: emptyRecord(), variables: emptyRecord() };
    // What cannot be written whole is not begun.
    if (!this.budget.isSpent) this.opened.set(id, made);
    return made;
  }

  private text(index: number): string {
    return this.budget.take(this.module.strings[index] ?? '');
  }
}

const newCapabilities = () => ({ kind: 'Capabilities' as const, words: [] });
const newSecrets = () => ({ kind: 'Secrets' as const, secrets: [] });
