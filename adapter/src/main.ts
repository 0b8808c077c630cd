import { serveStdio } from './serve.js';

serveStdio();
