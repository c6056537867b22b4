import { anAlert } from '../../testing/an-alert.js';
import { asHeard, countNew, heard, heardNothing } from './heard-alerts.js';

const listed = [anAlert({ id: 'a' }), anAlert({ id: 'b', version: 4 })];

describe('what is heard while a list is shown', () => {
  it('changes its rows in place, and adds none', () => {
    const since = heard(heardNothing, 'opened', anAlert({ id: 'new' }));
    const later = heard(since, 'closed', anAlert({ id: 'a', version: 2, status: 'closed' }));
    expect(asHeard(listed, later).map(({ id, status }) => [id, status])).toEqual([
      ['a', 'closed'],
      ['b', 'open'],
    ]);
  });

  it('counts what began that is not in the list, each once', () => {
    const twice = heard(
      heard(heardNothing, 'opened', anAlert({ id: 'new' })),
      'changed',
      anAlert({ id: 'new', version: 2 }),
    );
    expect(countNew(listed, twice)).toBe(1);
    expect(countNew([...listed, anAlert({ id: 'new' })], twice)).toBe(0);
  });

  it('is nothing new where a newer version is known, in either place', () => {
    const since = heard(heardNothing, 'changed', anAlert({ id: 'b', version: 3, status: 'closed' }));
    expect(asHeard(listed, since)[1]?.status).toBe('open');
    const newest = heard(since, 'changed', anAlert({ id: 'b', version: 5 }));
    expect(heard(newest, 'closed', anAlert({ id: 'b', version: 5, status: 'closed' }))).toBe(newest);
  });
});
