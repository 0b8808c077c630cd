import assert from 'node:assert/strict';
import {
  CallHierarchyIncomingCallsRequest,
  type CallHierarchyItem,
  CallHierarchyOutgoingCallsRequest,
  CallHierarchyPrepareRequest,
} from 'vscode-languageserver';
import { Editor } from '../testing/editor.js';
import { twoFiles, withCursor } from '../testing/programs.js';

describe('call hierarchy', () => {
  async function calls(
    text: string,
    occurrence: number,
    direction: 'in' | 'out',
  ): Promise<string[]> {
    const files = withCursor(twoFiles, 'main.mso', text, occurrence);
    const editor = await Editor.open(files);
    const [item] = (await editor.request(CallHierarchyPrepareRequest.type, editor.cursor)) ?? [];
    if (item === undefined) return [];
    const show = ({ name, detail }: CallHierarchyItem, count: number): string =>
      `${name} (${detail}) ${count}`;
    const found =
      direction === 'out'
        ? (await editor.request(CallHierarchyOutgoingCallsRequest.type, { item }))?.map((call) =>
            show(call.to, call.fromRanges.length),
          )
        : (await editor.request(CallHierarchyIncomingCallsRequest.type, { item }))?.map((call) =>
            show(call.from, call.fromRanges.length),
          );
    editor.close();
    return found ?? [];
  }

  it('leads from a workflow to its steps and to the workflow for errors', async () => {
    assert.deepEqual(await calls('article', 1, 'out'), [
      'draft (writer) 1',
      'check (team, critic) 1',
    ]);
    assert.deepEqual(await calls('other', 1, 'out'), ['draft (critic) 1', 'article (2 steps) 1']);
    assert.deepEqual(await calls('article', 1, 'in'), ['other (1 step) 1']);
  });

  it('leads from a step to its agents, and back to its workflow', async () => {
    assert.deepEqual(await calls('check', 1, 'out'), ['team (crew) 1', 'critic (agent) 1']);
    assert.deepEqual(await calls('check', 1, 'in'), ['article (2 steps) 1']);
  });

  it('leads from an agent to all it works for, and from a crew to its members', async () => {
    assert.deepEqual(await calls('critic', 1, 'in'), [
      'team (crew) 2',
      'check (team, critic) 1',
      'draft (critic) 1',
    ]);
    assert.deepEqual(await calls('team', 1, 'out'), ['writer (Author) 1', 'critic (agent) 2']);
  });

  it('begins at nothing else', async () => {
    assert.deepEqual(await calls('people', 1, 'out'), []);
  });
});
