import { fromHeaders, toHeaders, type Attributes } from './envelope.js';
import { instant, normalisePlate } from './values.js';

const attributes: Attributes = {
  specversion: '1.0',
  id: '0199c0de-0000-7000-8000-000000000001',
  type: 'watchtower.trip.started.v1',
  source: 'watch-tower/trip',
  time: '2026-11-23T08:00:00.000Z',
  subject: '0199c0de-0000-7000-8000-000000000002',
  version: 3,
  correlationId: 'c-1',
  causationId: '0199c0de-0000-7000-8000-000000000003',
  traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
};

describe('CloudEvents headers', () => {
  it('carry every attribute there and back', () => {
    expect(fromHeaders(toHeaders(attributes))).toEqual(attributes);
  });

  it('leave out what is absent', () => {
    const { version: _version, causationId: _causation, traceparent: _trace, ...rest } = attributes;
    expect(Object.keys(toHeaders(rest))).not.toContain('ce_version');
    expect(fromHeaders(toHeaders(rest))).toEqual(rest);
  });

  it.each([
    ['ce_id', 'not-an-id'],
    ['ce_version', 'x'],
    ['ce_time', 'yesterday'],
  ])('name %s when it is at fault', (header, value) => {
    expect(fromHeaders({ ...toHeaders(attributes), [header]: value })).toEqual({
      fault: expect.stringContaining(`header ${header}`) as unknown,
    });
  });
});

describe('values', () => {
  it('an instant is kept in UTC with milliseconds, whatever offset it was written with', () => {
    expect(instant.parse('2022-08-09T14:47:44+05:30')).toBe('2022-08-09T09:17:44.000Z');
  });

  it.each(['KBX 123A', 'kbx-123a', 'KBX123A', ' kbx 123–a'])('%s is the plate KBX123A', (written) => {
    expect(normalisePlate(written)).toBe('KBX123A');
  });
});
