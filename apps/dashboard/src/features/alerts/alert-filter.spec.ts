import { alertQueryOf, readAlertFilter, writeAlertFilter } from './alert-filter.js';

const read = (search: string) => readAlertFilter(new URLSearchParams(search));

it('a filter is read back as it was written', () => {
  const filter = { view: 'mine', severity: 'critical', text: 'sos', truckId: 't' } as const;
  expect(readAlertFilter(writeAlertFilter(filter))).toEqual(filter);
});

it('what is not known counts as not there', () => {
  expect(read('view=yesterday&severity=huge')).toEqual({
    view: 'to-do',
    severity: null,
    text: '',
    truckId: null,
  });
});

it('each view asks for what its name says', () => {
  expect(alertQueryOf(read(''), 'me')).toEqual({ status: 'open', snoozed: false });
  expect(alertQueryOf(read('view=mine'), 'me')).toEqual({ status: 'open', assignee: 'me' });
  expect(alertQueryOf(read('view=closed&text=%20&severity=info'), 'me')).toEqual({
    status: 'closed',
    severity: 'info',
  });
  expect(alertQueryOf(read('view=all'), null)).toEqual({});
});
