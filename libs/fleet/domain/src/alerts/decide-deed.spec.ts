import { decideDeed, type AnsweredAlert, type Deed } from './decide-deed.js';

const done = { by: 'ada', at: '2026-11-23T08:00:00.000Z' };
const untouched: AnsweredAlert = {
  version: 3,
  isWithdrawn: false,
  acknowledgement: null,
  assignment: null,
  snooze: null,
};
const noDeeds = { acknowledgement: null, assignment: null, snooze: null };
const assigned = { ...untouched, assignment: { userId: 'bea', ...done } };
const snoozed = { ...untouched, snooze: { until: '2026-11-23T09:00:00.000Z', ...done } };

describe('what people do about an alert', () => {
  it.each<[string, AnsweredAlert, Deed, object]>([
    ['acknowledge', untouched, { do: 'acknowledge', ...done }, { acknowledgement: done }],
    [
      'assign',
      untouched,
      { do: 'assign', userId: 'bea', ...done },
      { assignment: { userId: 'bea', ...done } },
    ],
    ['unassign', assigned, { do: 'assign', userId: null, ...done }, { assignment: null }],
    [
      'snooze',
      untouched,
      { do: 'snooze', until: '2026-11-30T08:00:00.000Z', ...done },
      { snooze: { until: '2026-11-30T08:00:00.000Z', ...done } },
    ],
    ['unsnooze', snoozed, { do: 'snooze', until: null, ...done }, { snooze: null }],
  ])('is kept with who and when: %s', (verb, alert, deed, deeds) => {
    const past = { acknowledge: 'acknowledged', assign: 'assigned', unassign: 'unassigned' };
    const event = (past as Record<string, string>)[verb] ?? `${verb}d`;
    expect(decideDeed(alert, deed)).toEqual({ event, deeds: { ...noDeeds, ...deeds } });
  });

  it.each<[AnsweredAlert, Deed]>([
    [
      { ...untouched, acknowledgement: done },
      { do: 'acknowledge', by: 'bea', at: done.at },
    ],
    [assigned, { do: 'assign', userId: 'bea', ...done }],
    [untouched, { do: 'assign', userId: null, ...done }],
    [untouched, { do: 'snooze', until: null, ...done }],
    [snoozed, { do: 'snooze', until: '2026-11-23T09:00:00.000Z', ...done }],
  ])('changes nothing where it is so already', (alert, deed) => {
    expect(decideDeed(alert, deed)).toEqual({ event: null });
  });

  it.each<[string, AnsweredAlert | undefined, Deed]>([
    ['alert_not_found', undefined, { do: 'acknowledge', ...done }],
    ['alert_withdrawn', { ...untouched, isWithdrawn: true }, { do: 'acknowledge', ...done }],
    ['stale_version', untouched, { do: 'acknowledge', expectedVersion: 2, ...done }],
    ['snooze_out_of_bounds', untouched, { do: 'snooze', until: done.at, ...done }],
    ['snooze_out_of_bounds', untouched, { do: 'snooze', until: '2026-11-30T08:00:00.001Z', ...done }],
  ])('is refused as %s', (code, alert, deed) => {
    expect(decideDeed(alert, deed)).toMatchObject({ refusal: { code } });
  });
});
