import { equal } from 'node:assert/strict';
import { traceLine } from './trace.js';

describe('a line of the protocol', () => {
  it('masks what may be secret in a launch', () => {
    const message = {
      command: 'launch',
      arguments: {
        env: { KEY: 'abc' },
        agents: { headers: { Authorization: 'Bearer abc' }, env: { TOKEN: 'abc' } },
      },
    };
    const line = traceLine('in', message);
    equal(
      line,
      '-> {"command":"launch","arguments":{"env":{"KEY":"\u2022\u2022\u2022\u2022"},' +
        '"agents":{"headers":{"Authorization":"\u2022\u2022\u2022\u2022"},' +
        '"env":{"TOKEN":"\u2022\u2022\u2022\u2022"}}}}',
    );
  });

  it('shows everything else as it is', () => {
    equal(traceLine('out', { type: 'event', env: 'PATH' }), '<- {"type":"event","env":"PATH"}');
  });
});
