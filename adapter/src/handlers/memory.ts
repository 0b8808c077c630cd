import { disassemble, readBytes, writeBytes } from '@mso/debugger';
import type { AdapterSession } from '../adapter-session.js';
import type { Client } from '../protocol/client.js';
import { codeBase, fromReference, toInstructionReference } from '../protocol/code-addresses.js';
import { cannotWrite, invalidArguments } from '../protocol/errors.js';
import { sourceBody } from '../protocol/wire.js';
import type { Handlers } from './handler.js';

/** More rows than this are no view, but a mistake. */
const rowsMax = 100_000;

export const memoryHandlers: Handlers = {
  readMemory: {
    needs: 'stopped',
    capabilities: { supportsReadMemoryRequest: true },
    serve: ({ session, args }) => {
      const from =
        fromReference(args.text('memoryReference')) + (args.optionalInteger('offset') ?? 0);
      const count = args.integer('count');
      if (count < 0) throw invalidArguments('arguments.count must not be negative');
      const { bytes, unreadable } = readBytes(session.debug.vm, from, count);
      return {
        address: hexAddress(Math.max(0, from)),
        ...(bytes.length > 0 && { data: Buffer.from(bytes).toString('base64') }),
        ...(unreadable > 0 && { unreadableBytes: unreadable }),
      };
    },
  },
  writeMemory: {
    needs: 'stopped',
    capabilities: { supportsWriteMemoryRequest: true },
    serve: ({ session, args, client, afterResponse }) => {
      const reference = args.text('memoryReference');
      const offset = args.optionalInteger('offset') ?? 0;
      const bytes = Buffer.from(args.text('data'), 'base64');
      const allowPartial = args.optionalBoolean('allowPartial') ?? false;
      const written = session.writeMemory(() =>
        writeBytes(session.debug.vm, fromReference(reference) + offset, bytes, allowPartial),
      );
      if ('problem' in written) throw cannotWrite(written.problem);
      afterResponse(() => {
        if (client.supportsMemoryEvent) {
          const body = { memoryReference: reference, offset, count: written.count };
          session.connection.event('memory', body);
        }
        if (client.supportsInvalidatedEvent) {
          session.connection.event('invalidated', { areas: ['variables'] });
        }
      });
      return { bytesWritten: written.count };
    },
  },
  disassemble: {
    needs: 'stopped',
    capabilities: { supportsDisassembleRequest: true },
    serve: ({ session, args, client }) => {
      const count = args.integer('instructionCount');
      if (count < 0 || count > rowsMax) {
        throw invalidArguments(`arguments.instructionCount must be from 0 to ${rowsMax}`);
      }
      const reference = fromReference(args.text('memoryReference'));
      const from =
        reference -
        codeBase +
        (args.optionalInteger('offset') ?? 0) +
        (args.optionalInteger('instructionOffset') ?? 0);
      return { instructions: rows(session, client, from, count) };
    },
  },
};

function rows(session: AdapterSession, client: Client, from: number, count: number): object[] {
  const { vm } = session.debug;
  const sources = vm.module.debug?.sources ?? [];
  let lastSource: number | undefined;
  return disassemble(vm, from, count).map(({ address, text, isInvalid, symbol, span }) => {
    // A source stands for all rows behind it, until another one is named.
    const path = span && span.source !== lastSource ? sources[span.source]?.path : undefined;
    lastSource = span?.source ?? lastSource;
    return {
      address: toInstructionReference(address),
      instruction: isInvalid ? '(no code)' : text,
      ...(isInvalid && { presentationHint: 'invalid' }),
      ...(symbol !== undefined && { symbol }),
      ...(path !== undefined && { location: sourceBody(client, path) }),
      ...(span && client.toSpan(span)),
    };
  });
}

/** Where something lies before the beginning, it is said with a sign. */
function hexAddress(address: number): string {
  return address < 0 ? `-0x${(-address).toString(16)}` : `0x${address.toString(16)}`;
}
