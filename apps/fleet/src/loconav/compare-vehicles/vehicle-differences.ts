import { normalisePlate } from '@watch-tower/contracts';
import type { Vehicle } from '@watch-tower/loconav';
import type { KnownTruck } from '../known-trucks.js';

export type VehicleDifference =
  | 'unknown_truck'
  | 'unknown_vehicle'
  | 'vehicle_id_missing'
  | 'vehicle_id_differs'
  | 'imei_missing'
  | 'imei_differs';

export type FoundDifference = { readonly kind: VehicleDifference; readonly plate: string };

/** Where our trucks and LocoNav's vehicles of the same plate differ, and whom only one of us knows. */
export const vehicleDifferences = (
  trucks: readonly KnownTruck[],
  vehicles: readonly Vehicle[],
): FoundDifference[] => {
  const vehicleOf = new Map(vehicles.map((vehicle) => [plateOf(vehicle), vehicle]));
  const truckOf = new Map(trucks.map((truck) => [truck.plate, truck]));
  const found: FoundDifference[] = [];
  for (const plate of vehicleOf.keys()) if (!truckOf.has(plate)) found.push({ kind: 'unknown_truck', plate });
  for (const { plate, imei, loconavVehicleId } of trucks) {
    const vehicle = vehicleOf.get(plate);
    if (vehicle === undefined) {
      found.push({ kind: 'unknown_vehicle', plate });
      continue;
    }
    if (loconavVehicleId === null) found.push({ kind: 'vehicle_id_missing', plate });
    else if (loconavVehicleId !== vehicle.vehicleUuid) found.push({ kind: 'vehicle_id_differs', plate });
    const device = vehicle.currentDevice?.serialNumber;
    if (device === undefined || device === null) continue;
    if (imei === null) found.push({ kind: 'imei_missing', plate });
    else if (imei !== String(device)) found.push({ kind: 'imei_differs', plate });
  }
  return found;
};

const plateOf = ({ number, displayNumber, vehicleUuid }: Vehicle): string =>
  normalisePlate(number ?? displayNumber ?? vehicleUuid);
