import { unknownSource } from '../protocol/errors.js';
import { moduleBody, sourcesOf } from '../protocol/module-body.js';
import { sourceBody } from '../protocol/wire.js';
import { readSourceName } from '../source-name.js';
import type { Handlers } from './handler.js';

export const sourceHandlers: Handlers = {
  loadedSources: {
    needs: 'loaded',
    capabilities: { supportsLoadedSourcesRequest: true },
    serve: ({ session, client }) => ({
      sources: sourcesOf(session.debug.vm.module).map(({ path }) => sourceBody(client, path)),
    }),
  },
  modules: {
    needs: 'loaded',
    capabilities: { supportsModulesRequest: true },
    serve: ({ session, args, client }) => {
      const start = args.optionalInteger('startModule') ?? 0;
      const count = args.optionalInteger('moduleCount') ?? 0;
      const all = [moduleBody(client, session.debug.vm.module)];
      const modules = all.slice(start, count === 0 ? undefined : start + count);
      return { modules, totalModules: all.length };
    },
  },
  /** The text as it was compiled, whatever the file says by now. */
  source: {
    needs: 'loaded',
    serve: ({ session, args, client }) => {
      const { listing } = session.debug;
      const wanted = readSourceName(session, client, args);
      if (wanted !== undefined && wanted === listing?.path && listing.text !== undefined) {
        return { content: listing.text, mimeType: 'text/x-mso-assembly' };
      }
      const source = sourcesOf(session.debug.vm.module).find(({ path }) => path === wanted);
      if (source === undefined) throw unknownSource(wanted ?? String(args.raw().sourceReference));
      return { content: source.text, mimeType: 'text/x-mso' };
    },
  },
};
