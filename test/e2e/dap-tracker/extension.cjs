const { appendFileSync } = require('node:fs');
const vscode = require('vscode');

/** One JSON line a message, in the order in which the editor sees them. */
function record(entry) {
  appendFileSync(process.env.DAP_TRACKER_FILE, `${JSON.stringify(entry)}\n`);
}

exports.activate = (context) => {
  const factory = {
    createDebugAdapterTracker: (session) => ({
      onWillReceiveMessage: (message) => record({ session: session.id, from: 'editor', message }),
      onDidSendMessage: (message) => record({ session: session.id, from: 'adapter', message }),
    }),
  };
  context.subscriptions.push(vscode.debug.registerDebugAdapterTrackerFactory('*', factory));
};
