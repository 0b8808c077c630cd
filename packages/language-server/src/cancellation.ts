import { LSPErrorCodes, Message, type ResponseMessage } from 'vscode-languageserver';

/** A request that is cancelled before its turn is answered at once, and never executed. */
export function cancelUndispatched(waiting: Message): ResponseMessage | undefined {
  if (!Message.isRequest(waiting)) return undefined;
  const { id, method } = waiting;
  const message = `${method} was cancelled`;
  return { jsonrpc: '2.0', id, error: { code: LSPErrorCodes.RequestCancelled, message } };
}
