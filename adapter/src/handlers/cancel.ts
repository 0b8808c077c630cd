import type { Handlers } from './handler.js';

export const cancelHandlers: Handlers = {
  /**
   * Requests that wait for their turn are cancelled by the connection. One that is over, or that
   * nothing can end early, is left alone: that is no error.
   */
  cancel: {
    needs: 'initialized',
    capabilities: { supportsCancelRequest: true },
    serve: ({ session, args }) => {
      args.optionalInteger('requestId');
      const progressId = args.optionalText('progressId');
      if (progressId !== undefined) session.progress.cancel(progressId);
      return undefined;
    },
  },
};
