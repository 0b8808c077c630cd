import {
  buildModel,
  type KnownBlock,
  knownBlocks,
  type Model,
  type ParseResult,
  parse,
  type SourceFile,
} from '@mso/language';
import { summarize } from './summarize.js';
import type { FileSummary } from './summary.js';

/** One version of one file, read as far as somebody asks for it. */
export class Analysis {
  private readonly read: {
    parsed?: ParseResult;
    model?: Model;
    blocks?: readonly KnownBlock[];
    summary?: FileSummary;
  } = {};

  constructor(
    /** As the client spells it. */
    readonly uri: string,
    /** What tells the file from all others. */
    readonly identity: string,
    readonly file: SourceFile,
    /** The client's count of changes; of a file that is not open there is none. */
    readonly version = 0,
  ) {}

  get parsed(): ParseResult {
    this.read.parsed ??= parse(this.file);
    return this.read.parsed;
  }

  /** Of this file by itself; names may be declared in others. */
  get model(): Model {
    this.read.model ??= buildModel(this.parsed.program);
    return this.read.model;
  }

  get blocks(): readonly KnownBlock[] {
    this.read.blocks ??= knownBlocks(this.parsed.program);
    return this.read.blocks;
  }

  get summary(): FileSummary {
    this.read.summary ??= summarize(this.parsed, this.model);
    return this.read.summary;
  }
}
