/** What the machine is doing. */
export type ExecutionState =
  | { readonly kind: 'Ready' }
  | { readonly kind: 'Running' }
  | { readonly kind: 'Paused' }
  | { readonly kind: 'Halted' }
  | { readonly kind: 'Error'; readonly message: string };

export type ExecutionStateKind = ExecutionState['kind'];

const transitions: Readonly<Record<ExecutionStateKind, readonly ExecutionStateKind[]>> = {
  Ready: ['Running'],
  Running: ['Paused', 'Halted', 'Error'],
  Paused: ['Running'],
  Halted: [],
  Error: [],
};

/** A change of state that the machine does not have: a mistake of the caller. */
export class InvalidTransition extends Error {
  constructor(
    readonly from: ExecutionStateKind,
    readonly to: ExecutionStateKind,
  ) {
    super(`the machine cannot go from ${from} to ${to}`);
    this.name = 'InvalidTransition';
  }
}

/** The next state, or an InvalidTransition where there is no such change. */
export function transition(from: ExecutionState, to: ExecutionState): ExecutionState {
  if (!transitions[from.kind].includes(to.kind)) throw new InvalidTransition(from.kind, to.kind);
  return to;
}
