import { topics, type CommandOutcome } from '@watch-tower/contracts';
import { newId } from '@watch-tower/messaging';
import { alertMessage, messageOf, toldBy } from '../../testing/alerts.js';
import { openFleet, secondsAgo, type Fleet, type Service } from '../../testing/fleet.js';

let fleet: Fleet;
let service: Service;

beforeAll(async () => {
  fleet = await openFleet();
});
beforeEach(async () => {
  await fleet.clear();
  service = fleet.start();
  await service.registerTruck('KBX 123A', '0210716299');
});
afterAll(() => fleet.close());

describe('what people do about alerts', () => {
  const opening = {
    id: 7,
    kind: 'IdlingAlert',
    vehicle_number: 'KBX 123A',
    active_event_time: secondsAgo(120).toISOString(),
  };
  const closing = { ...opening, inactive_event_time: secondsAgo(30).toISOString() };
  const command = (
    verb: 'acknowledge' | 'assign' | 'snooze',
    alertId: string,
    data: object = {},
    id = newId(),
  ) =>
    messageOf(topics.fleetCommands, alertId, {
      id,
      type: `watchtower.fleet.${verb}-alert.v1`,
      data: { actor: { id: 'ada', role: 'dispatcher' }, at: secondsAgo(0).toISOString(), ...data },
    });
  const outcomes = async () =>
    (await fleet.published(topics.commandOutcomes))
      .map(({ data }) => data as CommandOutcome)
      .filter(({ subject }) => subject.kind === 'alert');
  const alertId = async (): Promise<string> => {
    await service.takeAlerts([alertMessage(opening)]);
    const [first] = await toldBy(fleet);
    return first?.alert.id ?? '';
  };

  it('is told and answered with the version of the alert, once for each command', async () => {
    const id = await alertId();
    const acknowledge = command('acknowledge', id, { expectedVersion: 1 });
    await service.answer(acknowledge);
    await service.answer(acknowledge);
    await service.answer(command('assign', id, { userId: newId() }));
    await service.answer(command('acknowledge', id));
    expect(await outcomes()).toMatchObject([
      { result: 'succeeded', version: 2 },
      { result: 'succeeded', version: 2 },
      { result: 'succeeded', version: 3 },
      { result: 'succeeded', version: 3 },
    ]);
    expect((await toldBy(fleet)).map(({ event, version }) => [event, version])).toEqual([
      ['opened', 1],
      ['acknowledged', 2],
      ['assigned', 3],
    ]);
  });

  it('stays when facts change', async () => {
    const id = await alertId();
    await service.answer(command('acknowledge', id));
    await service.takeAlerts([alertMessage(closing)]);
    expect((await toldBy(fleet)).at(-1)).toMatchObject({
      event: 'closed',
      version: 3,
      alert: { version: 3, acknowledgement: { by: 'ada' } },
    });
  });

  it('is refused with the reason, and under one id only for one thing', async () => {
    const id = await alertId();
    const commandId = newId();
    await service.answer(command('acknowledge', newId()));
    await service.answer(command('snooze', id, { until: secondsAgo(60).toISOString() }));
    await service.answer(command('acknowledge', id, { expectedVersion: 4 }));
    await service.answer(command('acknowledge', id, {}, commandId));
    await service.answer(command('assign', id, { userId: newId() }, commandId));
    expect(await outcomes()).toMatchObject([
      { refusal: { code: 'alert_not_found' } },
      { refusal: { code: 'snooze_out_of_bounds', field: 'until' } },
      { refusal: { code: 'stale_version' } },
      { result: 'succeeded' },
      { refusal: { code: 'key_reused' } },
    ]);
  });
});
