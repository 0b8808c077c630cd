import type { ConstantValue, Instruction, Module, SetProperty } from '@mso/bytecode';
import { schema } from '@mso/language';
import { CodeEdit } from './code-edit.js';

/**
 * Folds what a declaration says twice. Of two settings of one property the last wins: its value
 * moves to where the first one stands, so that keys keep their order. A capability that an agent
 * has already is not added again.
 *
 * Nothing may show that a setting is gone: not a warning, not an error, not the configuration that
 * an error in between would leave. Code with jumps, which no compiler writes here, is left alone.
 */
export function foldDeclarations(module: Module): FoldedDeclarations {
  let [properties, capabilities] = [0, 0];
  let current = module;
  for (let round = 0; round < roundsMax; round++) {
    const folded = new Fold(current).run();
    if (folded.module === current) break;
    current = folded.module;
    properties += folded.properties;
    capabilities += folded.capabilities;
  }
  return { module: current, properties, capabilities };
}

/** What one round folds may let others meet; more than two rounds are rare. */
const roundsMax = 16;

interface FoldedDeclarations {
  readonly module: Module;
  readonly properties: number;
  readonly capabilities: number;
}

const jumping: ReadonlySet<string> = new Set(['Jump', 'JumpIf']);

class Fold {
  private readonly edit: CodeEdit;
  private readonly declared = new Set<number>();
  /** Addresses where a block begins or ends: nothing moves over them. */
  private readonly edges: ReadonlySet<number>;
  /** The settings since the last instruction that something could show at, by entity and key. */
  private readonly settings = new Map<string, number>();
  /** The capabilities of each agent since its list was last set otherwise. */
  private readonly capabilities = new Map<number, Set<string>>();
  /** The setting before, where nothing else came between. */
  private previous = -1;
  private readonly counts = { properties: 0, capabilities: 0 };

  constructor(private readonly module: Module) {
    this.edit = new CodeEdit(module);
    this.edges = new Set(module.blocks.flatMap(({ start, end }) => [start, end]));
  }

  run(): FoldedDeclarations {
    const { module, counts } = this;
    const declarations = module.code.slice(0, module.declarationsEnd);
    if (declarations.some(({ op }) => jumping.has(op))) return { module, ...counts };
    declarations.forEach((instruction, address) => {
      if (this.edges.has(address)) this.forgetSettings();
      if (instruction.op === 'SetProperty') this.property(address, instruction);
      else if (instruction.op === 'SetCapability') {
        this.capability(address, instruction.agent, instruction.capabilityIndex);
      } else {
        this.forgetSettings();
        const id = declaredId(this.module, instruction);
        if (id !== undefined) this.declared.add(id);
      }
    });
    const folded = counts.properties + counts.capabilities;
    return { module: folded === 0 ? module : this.edit.apply(), ...counts };
  }

  private forgetSettings(): void {
    this.settings.clear();
    this.previous = -1;
  }

  private property(address: number, instruction: SetProperty): void {
    const { target, keyIndex, value } = instruction;
    const key = this.module.strings[keyIndex] ?? '';
    const place = `${target} ${key}`;
    if (changesCapabilities(key)) this.capabilities.delete(target);
    const earlier = this.settings.get(place);
    if (earlier !== undefined && this.takesPlace(earlier, key, instruction)) {
      this.edit.replace(earlier, instruction);
      this.edit.remove(address);
      this.counts.properties++;
      return;
    }
    // Where this one fails or warns, the one before it must be what it was.
    if (!this.isHarmless(key, target, value)) this.settings.clear();
    this.settings.set(place, address);
    this.previous = address;
  }

  /** Whether a setting can stand where one of the same property stands. */
  private takesPlace(earlier: number, key: string, { target, value }: SetProperty): boolean {
    const [before, previous] = [this.edit.code[earlier], this.edit.code[this.previous]];
    if (before?.op !== 'SetProperty' || previous?.op !== 'SetProperty') return false;
    const areHarmless = [before.value, value].every((each) => this.isHarmless(key, target, each));
    if (this.previous === earlier && !key.startsWith('/')) {
      return areHarmless || failAlike(before.value, value);
    }
    // The flag `zero` is left as it would have been: by a path that leads nowhere, or at the end.
    if (this.isZero(previous.value) !== this.isZero(value)) return false;
    return areHarmless || (this.previous === earlier && failAlike(before.value, value));
  }

  /** A property that nobody gave a type takes any value, whatever came before it. */
  private isHarmless(key: string, target: number, value: ConstantValue): boolean {
    if (value.kind === 'Stack' || key.startsWith('/') || typedNames.has(key)) return false;
    return this.declared.has(target);
  }

  private isZero(value: ConstantValue): boolean {
    switch (value.kind) {
      case 'String':
        return (this.module.strings[value.index] ?? '') === '';
      case 'Number':
        return value.value === 0;
      case 'Bool':
        return !value.value;
      case 'Duration':
        return value.value.value === 0;
      case 'Null':
      case 'Stack':
        return true;
    }
  }

  /** One that is removed would have done nothing, wherever it stands. */
  private capability(address: number, agent: number, index: number): void {
    const text = this.module.strings[index] ?? '';
    const known = this.capabilities.get(agent);
    if (known?.has(text)) {
      this.edit.remove(address);
      this.counts.capabilities++;
      return;
    }
    this.forgetSettings();
    if (known) known.add(text);
    else this.capabilities.set(agent, new Set([text]));
  }
}

function changesCapabilities(key: string): boolean {
  return key === 'capabilities' || key.startsWith('/capabilities');
}

/** The entity that an instruction declares. */
function declaredId(module: Module, instruction: Instruction): number | undefined {
  switch (instruction.op) {
    case 'DeclareAgent':
    case 'DeclareWorkflow':
    case 'DeclareContext':
    case 'DeclareCrew':
      return instruction.id;
    case 'DefineStep':
      return instruction.step.id;
    case 'SetMetadata': {
      const [, id] = /^decl\/(\d+)$/.exec(module.strings[instruction.keyIndex] ?? '') ?? [];
      return id === undefined ? undefined : Number(id);
    }
    default:
      return undefined;
  }
}

/** Two values that no field tells apart: one fails where the other does, and none is clamped. */
function failAlike(one: ConstantValue, other: ConstantValue): boolean {
  switch (one.kind) {
    case 'Number':
      return other.kind === 'Number' && isCount(one.value) && isCount(other.value);
    case 'Bool':
    case 'Duration':
    case 'Null':
      return one.kind === other.kind;
    case 'String':
    case 'Stack':
      return false;
  }
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= 0xffff_ffff;
}

/** The names of all properties that the language knows, in whatever block. */
const typedNames: ReadonlySet<string> = new Set(
  Object.values(schema).flatMap(({ properties }) =>
    properties.flatMap(({ name, alias }) => (alias === undefined ? [name] : [name, alias])),
  ),
);
