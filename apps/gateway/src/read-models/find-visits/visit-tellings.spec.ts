import { topics, type Visit } from '@watch-tower/contracts';
import { aVisit } from '../../testing/a-visit.js';
import { messageOf } from '../../testing/read-models.js';
import { tellingsOf } from './visit-tellings.js';

const [id, other] = ['0197b1a0-0000-7000-8000-000000000001', '0197b1a0-0000-7000-8000-000000000002'];
const truckId = '0197b1a0-0000-7000-8000-00000000000a';
const at = (minute: number): string => new Date(Date.UTC(2026, 0, 1, 8, minute)).toISOString();

const visit = (fields: Partial<Visit> = {}): Visit =>
  aVisit({ id, truckId, locationId: truckId, startedAt: at(0) }, fields);
const placed = (version: number) => ({ key: truckId, version, time: new Date(at(version)) });
const started = (version: number, of = visit()) =>
  messageOf(topics.visitEvents, 'watchtower.visit.started.v1', { visit: of }, placed(version));
const ended = (version: number) =>
  messageOf(
    topics.visitEvents,
    'watchtower.visit.ended.v1',
    { visit: visit({ status: 'ended', endedAt: at(2) }) },
    placed(version),
  );
const withdrawn = (version: number) =>
  messageOf(
    topics.visitEvents,
    'watchtower.visit.withdrawn.v1',
    { visitId: id, truckId, locationId: truckId, startedAt: at(0), reason: 'drive_by' },
    placed(version),
  );

describe('what is told of visits', () => {
  it('stands until the next telling of the same visit', () => {
    const { tellings, superseded } = tellingsOf([started(1), started(2, visit({ id: other })), ended(3)]);
    expect(tellings).toMatchObject([
      { visitId: id, version: 1, status: 'provisional', endedAt: null, toldAt: at(1), supersededAt: at(3) },
      { visitId: other, version: 2, supersededAt: null },
      { visitId: id, version: 3, status: 'ended', endedAt: at(2), toldAt: at(3), supersededAt: null },
    ]);
    expect([...superseded]).toEqual([
      [id, at(1)],
      [other, at(2)],
    ]);
  });

  it('stands no more once it is taken back, and may be told anew', () => {
    const { tellings } = tellingsOf([started(1), withdrawn(2), started(3)]);
    expect(tellings.map(({ version, supersededAt }) => [version, supersededAt])).toEqual([
      [1, at(2)],
      [3, null],
    ]);
  });

  it('ends what earlier slices told, at the first message about it', () => {
    const { tellings, superseded } = tellingsOf([withdrawn(5), started(6)]);
    expect([...superseded]).toEqual([[id, at(5)]]);
    expect(tellings).toHaveLength(1);
  });
});
