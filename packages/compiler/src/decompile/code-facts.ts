import type { CodeFunction, Module } from '@mso/bytecode';
import type { ExpressionScope } from '../lower/expressions/expression-code.js';
import type { DeclaredEntity } from './declarations.js';

/** What is asked of a module's functions and cells, looked up once. */
export class CodeFacts {
  private readonly byStart = new Map<number, CodeFunction>();
  private readonly attempts = new Map<number, CodeFunction>();
  private readonly outputs = new Map<number, number>();
  private readonly variables = new Map<number, string[]>();
  private readonly scopes = new Map<number, ExpressionScope>();

  constructor(readonly module: Module) {
    for (const each of module.functions) {
      if (each.kind === 'builtin') continue;
      this.byStart.set(each.start, each);
      if (each.kind === 'attempt') this.attempts.set(each.entity, each);
    }
    for (const { kind, entity, address, key } of module.cells) {
      if (kind === 'output') this.outputs.set(entity, address);
      if (kind !== 'variable' || key === undefined) continue;
      const known = this.variables.get(entity);
      if (known === undefined) this.variables.set(entity, [key]);
      else known.push(key);
    }
  }

  functionAt(start: number | undefined): CodeFunction | undefined {
    return start === undefined ? undefined : this.byStart.get(start);
  }

  attemptAt(step: number): CodeFunction | undefined {
    return this.attempts.get(step);
  }

  /** The variables of a context in the order of their cells. */
  variablesOf(context: number): readonly string[] {
    return this.variables.get(context) ?? [];
  }

  /** What the expressions of an entity's steps can name. */
  scopeOf({ id, members }: DeclaredEntity): ExpressionScope {
    const known = this.scopes.get(id);
    if (known !== undefined) return known;
    const outputs = members.flatMap((member): [string, number][] => {
      if (member.kind !== 'Step') return [];
      const address = this.outputs.get(member.step.id);
      return address === undefined ? [] : [[member.step.name, address]];
    });
    const hidesSteps = [...this.variables.values()].some((keys) => keys.includes('steps'));
    const scope = { outputs: new Map(outputs), hidesSteps };
    this.scopes.set(id, scope);
    return scope;
  }
}
