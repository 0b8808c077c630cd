import { deepEqual } from 'node:assert/strict';
import { StopValues } from './stop-values.js';

const rows = (values: Readonly<Record<string, string>>) =>
  Object.entries(values).map(([name, value]) => ({ name, value }));

describe('values from stop to stop', () => {
  it('are changed where they are others than at the stop before', () => {
    const values = new StopValues();
    deepEqual([...values.changes(1, 1, rows({ pc: '1', sp: '0' }))], []);
    deepEqual([...values.changes(2, 2, rows({ pc: '2', sp: '0', ra: '7' }))], [['pc', '1']]);
    deepEqual([...values.changes(3, 3, rows({ pc: '2', sp: '1' }))], [['sp', '0']]);
  });

  it('stay changed at a second look, with what was set meanwhile', () => {
    const values = new StopValues();
    values.changes(1, 1, rows({ pc: '1', sp: '0' }));
    values.changes(2, 2, rows({ pc: '2', sp: '0' }));
    const again = values.changes(2, 2, rows({ pc: '2', sp: '5' }));
    deepEqual(Object.fromEntries(again), { pc: '1', sp: '0' });
  });

  it('of another frame are not compared, and change nothing', () => {
    const values = new StopValues();
    values.changes(1, 1, rows({ fp: '4' }));
    values.changes(2, 2, rows({ fp: '4' }));
    deepEqual([...values.changes(2, 3, rows({ fp: '0' }))], []);
    deepEqual([...values.changes(3, 4, rows({ fp: '4' }))], []);
  });

  it('of another session begin anew', () => {
    const values = new StopValues();
    values.changes(1, 1, rows({ pc: '9' }));
    values.clear();
    deepEqual([...values.changes(1, 1, rows({ pc: '1' }))], []);
  });
});
