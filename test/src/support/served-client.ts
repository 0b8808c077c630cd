import type { AddressInfo, Server } from 'node:net';
import { serveTcp } from '@mso/adapter';
import { DapClient } from './dap-client.js';

/** A client for each test of a suite, of one server in this process: nothing has to start. */
export class ServedClient {
  private server: Server | undefined;
  private port = 0;
  private current: DapClient | undefined;

  constructor() {
    before(async () => {
      this.server = await serveTcp({ host: '127.0.0.1', port: 0 });
      this.port = (this.server.address() as AddressInfo).port;
    });
    beforeEach(() => {
      this.current = this.connect();
    });
    afterEach(() => this.client.kill());
    after(() => this.server?.close());
  }

  /** That of the present test. */
  get client(): DapClient {
    if (this.current === undefined) throw new Error('no test is running');
    return this.current;
  }

  /** One more, which the test has to end. */
  connect(): DapClient {
    return DapClient.connect(this.port);
  }
}
