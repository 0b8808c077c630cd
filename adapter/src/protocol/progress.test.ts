import assert from 'node:assert/strict';
import { Progress } from './progress.js';

describe('the progress of work', () => {
  let now: number;
  let sent: string[];
  let progress: Progress;
  beforeEach(() => {
    now = 0;
    sent = [];
    const send = (event: string, body: object): void => {
      sent.push(`${now} ${event} ${JSON.stringify(Object.values(body))}`);
    };
    progress = new Progress(send, () => now);
  });

  it('is shown after half a second, and then four times a second', () => {
    for (now = 0; now <= 1_200; now += 100) progress.note({ title: 'Work' }, now / 1_300);
    progress.end();
    assert.deepEqual(sent, [
      '500 progressStart ["work 1","Work",false,38]',
      '800 progressUpdate ["work 1",61]',
      '1100 progressUpdate ["work 1",84]',
      '1300 progressEnd ["work 1"]',
    ]);
  });

  it('is not shown of work that is quickly done, one piece after another', () => {
    for (now = 0; now < 2_000; now += 400) {
      progress.note({ title: 'Work' }, 0);
      progress.end();
    }
    assert.deepEqual(sent, []);
  });

  it('is shown at once where it is known to take long', () => {
    progress.show({ title: 'Work' });
    progress.end();
    assert.deepEqual(sent, ['0 progressStart ["work 1","Work",false]', '0 progressEnd ["work 1"]']);
  });

  it('can be cancelled while it goes on, under its own number', () => {
    const cancelled: string[] = [];
    for (const title of ['one', 'two']) {
      progress.show({ title, cancel: () => cancelled.push(title) });
      if (title === 'one') progress.end();
    }
    for (const id of ['work 1', 'nonsense', 'work 2']) progress.cancel(id);
    progress.end();
    progress.cancel('work 2');
    assert.deepEqual(cancelled, ['two']);
  });

  it('of work that cannot be cancelled goes on', () => {
    progress.show({ title: 'Work' });
    progress.cancel('work 1');
    progress.end();
    assert.equal(sent.length, 2);
  });
});
