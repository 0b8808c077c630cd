import { STATUS_CODES } from 'node:http';
import type { SecretMask } from '../secrets/secret-mask.js';

const reasonLengthMax = 500;
/** An error may have causes that have causes. */
const causesMax = 5;

/** What went wrong with a request, as far as the server or the network says. */
export function describeError(error: unknown, baseUrl: string, mask: SecretMask): string {
  const failed = asRecord(error);
  const status = failed.statusCode;
  if (typeof status === 'number' && status >= 300) {
    const reason = serverReason(failed.responseBody, mask);
    const wait = asRecord(failed.responseHeaders)['retry-after'];
    const title = STATUS_CODES[status] ?? 'no such status';
    const again = typeof wait === 'string' ? ` (retry after ${waitText(wait)})` : '';
    return `${baseUrl} answered ${status} ${title}${reason && `: ${reason}`}${again}`;
  }
  const network = networkReason(error);
  if (network !== undefined) return `${baseUrl}: ${network}`;
  const misread = misreadText(error);
  if (misread !== undefined) {
    return `${baseUrl} sent what is no part of a chat completion: ${shorten(misread, mask)}`;
  }
  const said = typeof error === 'string' ? error : serverReason(failed, mask);
  return `${baseUrl}: ${shorten(said || rootMessage(error), mask)}`;
}

/**
 * All that was sent, where it could not be read. The message of the parser's error quotes a piece
 * of it, and a piece of a secret is none that the mask knows.
 */
function misreadText(error: unknown): string | undefined {
  for (const each of causesOf(error)) {
    const { name, text, value } = asRecord(each);
    if (name === 'AI_JSONParseError') return String(text);
    if (name === 'AI_TypeValidationError') return JSON.stringify(value) ?? '';
  }
  return undefined;
}

function waitText(wait: string): string {
  return /^\d+$/.test(wait) ? `${wait}s` : wait;
}

/** What an error body says, in one of the forms in which servers say it. */
function serverReason(body: unknown, mask: SecretMask): string {
  if (typeof body !== 'string') return body instanceof Error ? '' : (reasonIn(body) ?? '');
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return shorten(body, mask);
  }
  return shorten(reasonIn(parsed) ?? body, mask);
}

function reasonIn(body: unknown): string | undefined {
  const { error, message, detail } = asRecord(body);
  const found = [asRecord(error).message, error, message, detail];
  return found.find((each) => typeof each === 'string' && each !== '') as string | undefined;
}

const networkReasons: ReadonlyMap<unknown, string> = new Map([
  ['ECONNREFUSED', 'cannot be reached: nothing answers there'],
  ['ENOTFOUND', 'cannot be reached: there is no such host'],
  ['EAI_AGAIN', 'cannot be reached: the name of the host cannot be resolved now'],
  ['ECONNRESET', 'the connection was dropped before the answer was complete'],
  ['UND_ERR_SOCKET', 'the connection was dropped before the answer was complete'],
  ['ETIMEDOUT', 'cannot be reached: connecting took too long'],
  ['UND_ERR_CONNECT_TIMEOUT', 'cannot be reached: connecting took too long'],
]);

function networkReason(error: unknown): string | undefined {
  for (const each of causesOf(error)) {
    const reason = networkReasons.get(asRecord(each).code);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function rootMessage(error: unknown): string {
  const message = causesOf(error)
    .map((each) => asRecord(each).message)
    .findLast((each) => typeof each === 'string' && each !== '');
  return typeof message === 'string' ? message : 'the request failed';
}

function causesOf(error: unknown): readonly unknown[] {
  const causes: unknown[] = [];
  for (let each = error; each !== undefined && causes.length < causesMax; ) {
    causes.push(each);
    each = asRecord(each).cause;
  }
  return causes;
}

/** Masked before it is cut: half of a secret is none that the mask knows. */
function shorten(text: string, mask: SecretMask): string {
  return mask.text(text).replace(/\s+/g, ' ').trim().slice(0, reasonLengthMax);
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
