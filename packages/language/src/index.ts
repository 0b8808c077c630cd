export {
  type DurationAmount,
  durationAmount,
  EvaluationError,
  type EvaluationErrorKind,
  type ExpressionFunction,
  type ExpressionValue,
  expressionFunctions,
  formatDuration,
  isDuration,
  isList,
  isRecord,
  isTruthy,
  type KindName,
  kindName,
  type ListValue,
  nearest,
  type RecordValue,
  recordOf,
  type Scope,
} from '@mso/values';
export { type KnownBlock, knownBlocks } from './checks/blocks.js';
export { type CheckResult, check } from './checks/check.js';
export { checkExpression, type ExpressionCheck } from './checks/check-expression.js';
export { programEnvironments, type WorkflowEnvironments } from './checks/program-environment.js';
export type { Diagnostic, RelatedPlace, Severity } from './diagnostic.js';
export { type EvaluationLimits, evaluate } from './expression/evaluate.js';
export {
  type CaseValue,
  type EvaluationCase,
  evaluationCases,
  evaluationEnvironment,
  evaluationMemory,
  evaluationNames,
} from './expression/evaluation-cases.js';
export { expressionText, quotedText } from './expression/expression-text.js';
export {
  type ExpressionEnvironment,
  type ExpressionType,
  environmentOf,
  type RecordType,
} from './expression/types.js';
export type { TextEdit } from './format/edits.js';
export { type FormatResult, format, formatEdits, formatRange } from './format/format.js';
export { canBeBare } from './format/words.js';
export { type FormatDiagnosticOptions, formatDiagnostic } from './format-diagnostic.js';
export { PlaceholderScanner } from './lexer/placeholders.js';
export { type Comment, keywords, type Token, type TokenKind } from './lexer/token.js';
export type { TokenList } from './lexer/token-list.js';
export { buildModel } from './model/build.js';
export type * from './model/model.js';
export { durationOf, findProperty, isProperty, propertiesOf, textOf } from './model/values.js';
export { checkProgram } from './modules/check-program.js';
export { type Import, loadProgramFiles, type ProgramFiles } from './modules/load-program-files.js';
export { type ResolvedLoad, resolveLoad } from './modules/resolve-load.js';
export type { SourceHost } from './modules/source-host.js';
export { type PlacedSpan, SourceSet } from './modules/source-set.js';
export {
  type ExpressionResult,
  type ParseResult,
  parse,
  parseExpression,
} from './parser/parse.js';
export type {
  BlockKind,
  BlockSchema,
  NamedKind,
  NumberRange,
  PropertySchema,
  PropertyType,
} from './schema/schema.js';
export { propertySchema, schema } from './schema/tables.js';
export type * from './syntax/expression.js';
export { isMemoryKey, referencePath } from './syntax/reference-path.js';
export * from './syntax/tree.js';
export { SourceFile } from './text/source-file.js';
export type { Position, Range, Span } from './text/span.js';
