import { type BlockSchema, positiveCount } from './schema.js';

export const projectSchema: BlockSchema = {
  documentation: 'What the program is; any other property is kept as metadata.',
  properties: [
    {
      name: 'version',
      type: 'any',
      documentation: 'The version of the program.',
      example: 'version = "1.0.0"',
    },
    {
      name: 'author',
      type: 'any',
      documentation: 'Who wrote it.',
      example: 'author = "Ada"',
    },
    {
      name: 'description',
      type: 'any',
      documentation: 'What it is for.',
      example: 'description = "Answers customers"',
    },
    {
      name: 'license',
      type: 'any',
      documentation: 'The terms under which it may be used.',
      example: 'license = "MIT"',
    },
  ],
};

export const memorySchema: BlockSchema = {
  documentation: 'Where the run keeps what its steps yield, and what @memory.key reads.',
  properties: [
    {
      name: 'provider',
      type: 'string',
      required: 'warning',
      documentation: 'Who keeps it: sqlite in a file, in-process as long as the run lasts.',
      example: 'provider = "sqlite"',
    },
    {
      name: 'connection',
      type: 'string',
      documentation: 'Where the store is: of sqlite the path of the file, from the program on.',
      example: 'connection = "notes.db"',
    },
    {
      name: 'embeddings',
      type: 'string or block',
      block: 'embeddings',
      documentation: 'How texts become vectors: a model, or a block with details.',
      example: 'embeddings { model = "text-embedding-3-small" dimensions = 1536 }',
    },
    {
      name: 'cache_size',
      type: 'number',
      range: { integer: true, minimum: 0 },
      documentation: 'How many entries are kept at hand.',
      example: 'cache_size = 5000',
    },
    {
      name: 'persistence',
      type: 'boolean',
      default: 'true',
      documentation: 'Whether what a run writes outlives it.',
      example: 'persistence = false',
    },
  ],
};

export const embeddingsSchema: BlockSchema = {
  documentation: 'How texts become vectors.',
  properties: [
    {
      name: 'model',
      type: 'string',
      documentation: 'The model that makes the vectors.',
      example: 'model = "text-embedding-3-small"',
    },
    {
      name: 'dimensions',
      type: 'number',
      range: positiveCount,
      documentation: 'The length of a vector.',
      example: 'dimensions = 1536',
    },
    {
      name: 'batch_size',
      type: 'number',
      range: positiveCount,
      documentation: 'How many texts are sent at once.',
      example: 'batch_size = 100',
    },
  ],
};

export const contextSchema: BlockSchema = {
  documentation: 'Where the program runs: secrets and variables of one environment.',
  properties: [
    {
      name: 'environment',
      type: 'string',
      documentation: 'The name of the environment.',
      example: 'environment = "prod"',
    },
    {
      name: 'debug',
      type: 'boolean',
      default: 'false',
      documentation: 'Whether runs in this context report more.',
      example: 'debug = true',
    },
    {
      name: 'max_tokens',
      type: 'number',
      range: { integer: true, minimum: 1 },
      documentation: 'The most tokens that a run may use.',
      example: 'max_tokens = 200000',
    },
    {
      name: 'secrets',
      type: 'secrets',
      documentation: 'Where secrets come from: $NAME, "vault:path" or "file:path".',
      example: 'secrets { api_key = $API_KEY }',
    },
    {
      name: 'variables',
      type: 'block',
      documentation: 'Values that expressions find by name.',
      example: 'variables { language = "English" }',
    },
  ],
};

export const pluginSchema: BlockSchema = {
  documentation: 'Code from elsewhere that the program uses.',
  properties: [
    {
      name: 'source',
      type: 'string',
      required: 'error',
      documentation: 'Where the plugin comes from.',
      example: 'source = "github.com/example/plugin"',
    },
    {
      name: 'version',
      type: 'any',
      default: '"latest"',
      documentation: 'Which version of it.',
      example: 'version = "1.2.0"',
    },
    {
      name: 'config',
      type: 'block',
      documentation: 'Settings for the plugin.',
      example: 'config { level = 3 }',
    },
  ],
};

export const databaseSchema: BlockSchema = {
  documentation: 'A database that agents can read.',
  properties: [
    {
      name: 'path',
      type: 'string',
      documentation: 'Where its files are.',
      example: 'path = "./data"',
    },
    {
      name: 'shards',
      type: 'number',
      range: { integer: true, minimum: 1 },
      documentation: 'Into how many parts it is split.',
      example: 'shards = 4',
    },
    {
      name: 'compression',
      type: 'boolean',
      documentation: 'Whether it is stored compressed.',
      example: 'compression = true',
    },
    {
      name: 'cache_size',
      type: 'number',
      range: { integer: true, minimum: 0 },
      documentation: 'How many entries are kept at hand.',
      example: 'cache_size = 1000',
    },
    {
      name: 'vector_index',
      type: 'block',
      block: 'vector_index',
      documentation: 'How vectors are found again.',
      example: 'vector_index { index_type = "hnsw" dimensions = 1536 }',
    },
  ],
};

export const vectorIndexSchema: BlockSchema = {
  documentation: 'How vectors are found again.',
  properties: [
    {
      name: 'index_type',
      type: 'string',
      values: { words: ['hnsw', 'ivf', 'flat'] },
      required: 'error',
      documentation: 'The kind of index.',
      example: 'index_type = "hnsw"',
    },
    {
      name: 'dimensions',
      type: 'number',
      range: { integer: true, minimum: 1 },
      required: 'error',
      documentation: 'The length of a vector.',
      example: 'dimensions = 1536',
    },
    {
      name: 'm',
      type: 'number',
      range: { integer: true, minimum: 1 },
      documentation: 'How many neighbours a node of the index has.',
      example: 'm = 16',
    },
    {
      name: 'ef_construction',
      type: 'number',
      range: { integer: true, minimum: 1 },
      documentation: 'How thoroughly the index is built.',
      example: 'ef_construction = 200',
    },
    {
      name: 'distance_metric',
      type: 'string',
      values: { words: ['cosine', 'euclidean', 'dot'] },
      documentation: 'How the distance of two vectors is measured.',
      example: 'distance_metric = "cosine"',
    },
  ],
};

export const loadSchema: BlockSchema = {
  documentation: 'Another file of the program, or data that @name[key] refers to.',
  properties: [],
};
