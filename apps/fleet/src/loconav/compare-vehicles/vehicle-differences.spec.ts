import { vehicleDifferences } from './vehicle-differences.js';

const truck = { plate: 'KBX123A', imei: '865921234567890', loconavVehicleId: 'f00' };
const vehicle = { vehicleUuid: 'f00', number: 'kbx 123-a', currentDevice: { serialNumber: 865921234567890 } };

describe('our trucks and LocoNav’s vehicles', () => {
  it('are the same where plate, uuid and device are, however they are written', () => {
    expect(vehicleDifferences([truck], [vehicle])).toEqual([]);
  });

  it.each([
    ['unknown_truck', [], [vehicle]],
    ['unknown_vehicle', [truck], []],
    ['vehicle_id_missing', [{ ...truck, loconavVehicleId: null }], [vehicle]],
    ['vehicle_id_differs', [truck], [{ ...vehicle, vehicleUuid: 'other' }]],
    ['imei_missing', [{ ...truck, imei: null }], [vehicle]],
    ['imei_differs', [truck], [{ ...vehicle, currentDevice: { serialNumber: '1' } }]],
  ])('differ by %s', (kind, trucks, vehicles) => {
    expect(vehicleDifferences(trucks, vehicles)).toEqual([{ kind, plate: 'KBX123A' }]);
  });

  it('do not differ by what LocoNav leaves out', () => {
    expect(vehicleDifferences([truck], [{ ...vehicle, currentDevice: null }])).toEqual([]);
  });
});
