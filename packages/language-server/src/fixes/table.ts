import { createAgent, createStep, createWorkflow } from './create.js';
import { duplicates, repeatedKey, unused } from './duplicates.js';
import type { Fix, FixMaker, Mistake } from './fix.js';
import { nearestInExpression, nearestNames } from './names.js';
import { missingFields } from './required.js';
import { hashComment, nameProject, noSemicolon, quotedName, quotedValue } from './spelling.js';
import { names, oldBackoff, otherKey, otherKind, otherWords, unquotedDuration } from './values.js';

/** What repairs the mistakes of a code. Where only a person knows what was meant, nothing does. */
const makers: Readonly<Record<string, readonly FixMaker[]>> = {
  UndefinedAgent: [nearestNames, createAgent],
  UndefinedStep: [nearestNames, createStep],
  UndefinedWorkflow: [nearestNames, createWorkflow],
  UndefinedName: [nearestInExpression],
  UndefinedMember: [nearestInExpression],
  UndefinedFunction: [nearestInExpression],
  MissingRequiredField: [missingFields],
  DuplicateDefinition: [duplicates],
  InvalidProcessType: [otherWords],
  InvalidBackoffStrategy: [otherWords],
  InvalidTriggerType: [otherWords],
  TypeMismatch: [otherKind],
  E0202: [quotedName],
  E0203: [quotedValue],
  E0209: [names],
  E0210: [noSemicolon],
  E0303: [otherKind],
  W0301: [unquotedDuration],
  W0302: [repeatedKey],
  W0303: [otherWords],
  W0304: [hashComment],
  W0305: [nameProject],
  W0307: [oldBackoff],
  W0310: [unused],
  W0313: [otherKey],
};

export function fixesOf(mistake: Mistake): readonly Fix[] {
  return (makers[mistake.diagnostic.code] ?? []).flatMap((make) => make(mistake));
}
