import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '@watch-tower/bootstrap';
import { normalisePlate } from '@watch-tower/contracts';
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
type ReadAlert = Vehicle & { readonly alert: ReportedAlert };

/** Reads reports of alerts and finds their trucks, by plate, by IMEI, else by LocoNav's id of the vehicle. */
@Injectable()
export class AlertIdentifier {
  constructor(
    private readonly identities: TruckIdentities,
    @Inject(CONFIG) private readonly config: Pick<FleetConfig, 'loconavTimeZone'>,
  ) {}

  async identify(messages: readonly AlertMessage[]): Promise<IdentifiedAlerts> {
    await this.identities.refresh();
    const alerts: IdentifiedAlert[] = [];
    const apart: AlertSetApart[] = [];
    for (const message of messages) {
      const read = this.read(message);
      if ('reason' in read) {
        apart.push(read);
        continue;
      }
      const { plate, imei, loconavVehicleId, alert } = read;
      const truckId = this.identities.find(read, alert.openedAtMs);
      const source = { ...message, plate, imei };
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
    return { plate, imei: source.imei, loconavVehicleId, alert: read.alert };
  }
}
