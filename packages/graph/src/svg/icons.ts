import type { StepStatus } from './step-state.js';

/** Drawn in a square of 12, by lines unless they are solid. */
export const icons = {
  agent:
    'M6 6.1a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4Z' +
    'M1.9 10.8c.3-2.2 1.9-3.4 4.1-3.4s3.8 1.2 4.1 3.4',
  crew:
    'M4.3 6.3a1.9 1.9 0 1 0 0-3.8 1.9 1.9 0 0 0 0 3.8ZM.9 10.6c.2-2 1.6-3 3.4-3s3.2 1 3.4 3' +
    'M7.9 2.6a1.9 1.9 0 0 1 0 3.7M9 7.8c1.2.4 2 1.3 2.1 2.8',
  when: 'M1.4 2h9.2L7.2 6.4v4L4.8 9V6.4Z',
  retry: 'M10.2 6a4.2 4.2 0 1 1-1.3-3M10.3 1.2v2.4H7.9',
  timeout: 'M6 1.6a4.4 4.4 0 1 0 0 8.8 4.4 4.4 0 0 0 0-8.8ZM6 3.6V6l1.7 1.1',
  parallel: 'M4 2v8M8 2v8',
} as const;

/** So that a state can be told without its color. */
export const stateMarks: Readonly<Record<StepStatus, string>> = {
  waiting: 'M3.2 6h.01M6 6h.01M8.8 6h.01',
  running: 'M4.6 3.2v5.6L9 6Z',
  paused: 'M4.4 3.4v5.2M7.6 3.4v5.2',
  done: 'M2.9 6.3 5 8.4 9.1 3.8',
  failed: 'M3.5 3.5l5 5M8.5 3.5l-5 5',
  skipped: 'M2.6 3.4 5.4 6 2.6 8.6M6.4 3.4 9.2 6 6.4 8.6',
};
