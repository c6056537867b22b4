import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '@watch-tower/bootstrap';
import { normalisePlate } from '@watch-tower/contracts';
import { Database, prepared, sql } from '@watch-tower/database';
import { readLoconavAlert, type ReportedAlert } from '@watch-tower/fleet-domain';
import type { FleetConfig } from '../../config.js';
import { TruckIdentities } from '../../trucks/truck-identities.js';
import type { AlertSetApart } from './quarantined-alerts.js';
import type { AlertMessage } from './reported-alert-message.js';

export type IdentifiedAlert = {
  readonly truckId: string;
  readonly alert: ReportedAlert;
  readonly source: AlertMessage;
};

export type IdentifiedAlerts = {
  readonly alerts: readonly IdentifiedAlert[];
  /** What cannot be read, or is of no truck that is known. */
  readonly apart: readonly AlertSetApart[];
};

type Vehicle = {
  readonly plate: string | null;
  readonly imei: string | null;
  readonly loconavVehicleId: string | null;
};
type ReadAlert = Vehicle & { readonly alert: ReportedAlert; readonly source: AlertMessage };

/** Reads reports of alerts and finds their trucks, by plate, by IMEI, else by LocoNav's id of the vehicle. */
@Injectable()
export class AlertIdentifier {
  constructor(
    private readonly database: Database,
    private readonly identities: TruckIdentities,
    @Inject(CONFIG) private readonly config: Pick<FleetConfig, 'loconavTimeZone'>,
  ) {}

  async identify(messages: readonly AlertMessage[]): Promise<IdentifiedAlerts> {
    await this.identities.refresh();
    const alerts: IdentifiedAlert[] = [];
    const apart: AlertSetApart[] = [];
    const read: ReadAlert[] = [];
    for (const source of messages) {
      const one = this.read(source);
      if ('reason' in one) apart.push(one);
      else read.push(one);
    }
    const vehicles = await this.trucksOf(read.filter((one) => this.identities.find(one) === undefined));
    for (const one of read) {
      const { plate, imei, loconavVehicleId, alert } = one;
      const truckId = this.identities.find(one) ?? vehicles.get(loconavVehicleId ?? '');
      const source = { ...one.source, plate, imei };
      if (truckId === undefined) apart.push({ reason: 'unknown_vehicle', loconavVehicleId, source });
      else alerts.push({ truckId, alert, source });
    }
    return { alerts, apart };
  }

  private read(source: AlertMessage): ReadAlert | AlertSetApart {
    const read = readLoconavAlert(source.report, this.config.loconavTimeZone);
    if ('fault' in read) return { reason: 'unreadable', detail: read.fault, source };
    const written = source.plate ?? read.vehicle.plate;
    const plate = written === null ? null : normalisePlate(written) || null;
    const { loconavVehicleId } = read.vehicle;
    if (plate === null && source.imei === null && loconavVehicleId === null) {
      return { reason: 'unreadable', detail: 'vehicle_number: the alert names no vehicle', source };
    }
    return { plate, imei: source.imei, loconavVehicleId, alert: read.alert, source };
  }

  private async trucksOf(unknown: readonly Vehicle[]): Promise<Map<string, string>> {
    const ids = unknown.flatMap(({ loconavVehicleId }) => loconavVehicleId ?? []);
    if (ids.length === 0) return new Map();
    const rows = await this.database.query<{ vehicleId: string; truckId: string }>(
      prepared(
        'trucks_by_loconav_vehicle',
        sql`
          select loconav_vehicle_id as "vehicleId", id as "truckId" from trucks
          where loconav_vehicle_id = any(${ids}::text[]) and retired_at is null`,
      ),
    );
    return new Map(rows.map(({ vehicleId, truckId }) => [vehicleId, truckId]));
  }
}
