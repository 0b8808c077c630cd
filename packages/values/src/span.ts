/**
 * The place of what is evaluated, as whoever evaluates counts places: offsets in a text, or
 * addresses of instructions. Problems carry it back.
 */
export interface Span {
  readonly start: number;
  readonly end: number;
}
