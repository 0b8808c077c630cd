import type { EntityKind, PipelineNode, SecretSource, StepDefinition } from '@mso/bytecode';
import type { RecordNode, ValueNode } from './property-tree.js';

/** What a module declares, with the members of each block in the order in which they are set. */
export interface DeclaredEntity {
  readonly id: number;
  readonly kind: EntityKind;
  readonly name: string;
  readonly members: readonly DeclaredMember[];
  /** Of a step or stage. */
  readonly definition?: StepDefinition;
}

export type DeclaredMember =
  | { readonly kind: 'Property'; readonly key: string; readonly value: ValueNode }
  /** Of a context: one of its variables. */
  | { readonly kind: 'Variable'; readonly key: string; readonly value: ValueNode }
  | { readonly kind: 'Capabilities'; readonly words: readonly string[] }
  | { readonly kind: 'Secrets'; readonly secrets: readonly DeclaredSecret[] }
  | { readonly kind: 'Step'; readonly step: DeclaredEntity }
  | { readonly kind: 'Pipeline'; readonly nodes: readonly PipelineNode[] };

export interface DeclaredSecret {
  readonly key: string;
  readonly from: SecretSource['kind'];
  readonly target: string;
}

/** A member while the code is read; a property is looked up when all of its parts are set. */
export type MemberMark =
  | { readonly kind: 'Property' | 'Variable'; readonly key: string }
  | { readonly kind: 'Capabilities'; readonly words: string[] }
  | { readonly kind: 'Secrets'; readonly secrets: DeclaredSecret[] }
  | { readonly kind: 'Step'; readonly id: number }
  | { readonly kind: 'Pipeline'; readonly nodes: readonly PipelineNode[] };

/** An entity while the code is read. */
export interface OpenEntity {
  readonly marks: MemberMark[];
  readonly properties: RecordNode;
  readonly variables: RecordNode;
  head?: Pick<DeclaredEntity, 'kind' | 'name' | 'definition'> | undefined;
}
