import { updateTrip } from './update-trip.js';

const id = '0197b1a0-0000-7000-8000-000000000001';

describe('an update of a trip', () => {
  it('is a change of plan when it names only the plan', () => {
    expect(updateTrip(id, { cargoType: 'cocoa' }).type).toBe('watchtower.trip.change-plan.v1');
    expect(updateTrip(id, { cargoType: null }).type).toBe('watchtower.trip.change-plan.v1');
  });

  it('is an assignment when it names only truck or driver, null included', () => {
    expect(updateTrip(id, { truckId: null }).type).toBe('watchtower.trip.assign.v1');
    expect(updateTrip(id, { driverId: id, cargoType: undefined }).type).toBe('watchtower.trip.assign.v1');
  });

  it('is refused when it names both, with the fields at fault', () => {
    expect(() => updateTrip(id, { driverId: id, cargoType: 'cocoa' })).toThrow(
      expect.objectContaining({
        status: 400,
        code: 'one_change_at_a_time',
        details: { errors: [expect.objectContaining({ field: 'cargoType' })] },
      }) as Error,
    );
  });
});
