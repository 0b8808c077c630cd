import { factsOf } from '../handlers/module-facts.js';
import type { Snapshot } from '../journal/snapshot.js';
import type { ObjectValue } from '../values/value.js';
import type { WorkflowRun } from '../workflow/workflow-run.js';
import { enterFunction } from './frames.js';
import type { HelixVM } from './helix-vm.js';
import { Fault } from './runtime-error.js';

/** What the next workflow that begins is given. */
export interface WorkflowInput {
  readonly input: ObjectValue;
  /** The run whose failure it handles. */
  readonly handles: WorkflowRun | undefined;
}

/** The workflows that run behind the declarations, one after the other. */
export class WorkflowQueue {
  private waiting: string[] | undefined;
  private hasCalled = false;

  constructor(private readonly names: readonly string[] | '*') {}

  /** Calls the next one; false where all have run. @throws Fault ResourceNotFound */
  callNext(vm: HelixVM): boolean {
    this.waiting ??= this.namesIn(vm);
    if (this.hasCalled) vm.pop();
    this.hasCalled = false;
    const name = this.waiting.shift();
    if (name === undefined) return false;
    const workflow = vm.declarations.named('workflow', name);
    if (workflow === undefined) {
      throw new Fault('ResourceNotFound', `there is no workflow ${JSON.stringify(name)}`);
    }
    const entry = vm.module.symbols.workflows.get(workflow.id)?.entry;
    const called = entry === undefined ? undefined : factsOf(vm.module).functionsByStart.get(entry);
    if (called === undefined) {
      throw new Fault(
        'ResourceNotFound',
        `the module has no code for workflow ${JSON.stringify(name)}`,
      );
    }
    const { programCounter } = vm.registers;
    this.hasCalled = true;
    enterFunction(vm, called, { callAddress: programCounter, returnAddress: programCounter });
    return true;
  }

  keep(snapshot: Snapshot): void {
    const { waiting, hasCalled } = this;
    snapshot.fields(2, () => {
      this.waiting = waiting;
      this.hasCalled = hasCalled;
    });
    if (waiting) snapshot.list(waiting);
  }

  private namesIn({ declarations }: HelixVM): string[] {
    if (this.names !== '*') return [...this.names];
    return declarations.ofKind('workflow').map(({ name }) => name);
  }
}
