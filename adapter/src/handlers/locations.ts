import { placeBody } from '../code-place.js';
import { staleReference } from '../protocol/errors.js';
import type { Handlers } from './handler.js';

export const locationHandlers: Handlers = {
  /** Where a program declares what a variable is. */
  locations: {
    needs: 'stopped',
    serve: ({ session, args, client }) => {
      const id = args.integer('locationReference');
      const place = session.locations.get(id);
      if (place === undefined) throw staleReference('location', id);
      return placeBody(session, client, place);
    },
  },
};
