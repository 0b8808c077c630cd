import type { DebugSource } from '@mso/bytecode';
import type { AdapterSession } from '../adapter-session.js';
import { unknownSource } from '../protocol/errors.js';
import { sourceBody } from '../protocol/wire.js';
import type { Handlers } from './handler.js';

export const sourceHandlers: Handlers = {
  loadedSources: {
    needs: 'loaded',
    capabilities: { supportsLoadedSourcesRequest: true },
    serve: ({ session, client }) => ({
      sources: sourcesOf(session).map(({ path }) => sourceBody(client, path)),
    }),
  },
  /** The text as it was compiled, whatever the file says by now. */
  source: {
    needs: 'loaded',
    serve: ({ session, args, client }) => {
      const path = args.object('source').optionalText('path');
      const wanted = path === undefined ? undefined : client.fromPath(path);
      const source = sourcesOf(session).find((candidate) => candidate.path === wanted);
      if (source === undefined) throw unknownSource(path ?? String(args.raw().sourceReference));
      return { content: source.text, mimeType: 'text/x-mso' };
    },
  },
};

function sourcesOf(session: AdapterSession): readonly DebugSource[] {
  return session.debug.vm.module.debug?.sources ?? [];
}
