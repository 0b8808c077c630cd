import type { Program } from '../syntax/tree.js';
import type { Model } from './model.js';

export function buildModel(_program: Program): Model {
  return {
    projects: [],
    agents: [],
    workflows: [],
    contexts: [],
    crews: [],
    memories: [],
    pipelines: [],
    plugins: [],
    databases: [],
    loads: [],
    entities: [],
  };
}
