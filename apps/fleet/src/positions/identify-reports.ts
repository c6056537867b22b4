import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '@watch-tower/bootstrap';
import { normalisePlate } from '@watch-tower/contracts';
import { readLoconavReport } from '@watch-tower/fleet-domain';
import type { FleetConfig } from '../config.js';
import { TruckIdentities } from '../trucks/truck-identities.js';
import type { SetApart } from './quarantine/quarantine.js';
import type { IdentifiedFix, ReportedPosition } from './reported-position.js';

export type IdentifiedReports = {
  readonly fixes: readonly IdentifiedFix[];
  /** What cannot be read, or is of no truck that is known. */
  readonly apart: readonly SetApart[];
};

/** Reads reports and finds their trucks. */
@Injectable()
export class ReportIdentifier {
  constructor(
    private readonly identities: TruckIdentities,
    @Inject(CONFIG) private readonly config: Pick<FleetConfig, 'loconavTimeZone'>,
  ) {}

  async identify(reports: readonly ReportedPosition[]): Promise<IdentifiedReports> {
    await this.identities.refresh();
    const fixes: IdentifiedFix[] = [];
    const apart: SetApart[] = [];
    for (const source of reports) {
      const found = this.identifyOne(source);
      if ('reason' in found) apart.push(found);
      else fixes.push(found);
    }
    return { fixes, apart };
  }

  private identifyOne(source: ReportedPosition): IdentifiedFix | SetApart {
    const read = readLoconavReport(source.report, this.config.loconavTimeZone);
    if ('fault' in read) return { reason: 'unreadable', detail: read.fault, source };
    const plate = source.plate === null ? null : normalisePlate(source.plate);
    if (plate === null && source.imei === null) {
      return { reason: 'unreadable', detail: 'the report names neither plate nor IMEI', source };
    }
    const truckId = this.identities.find({ plate, imei: source.imei }, read.fix.deviceTimeMs);
    if (truckId === undefined) {
      return { reason: 'unknown_vehicle', source: { ...source, plate }, fix: { ...read.fix, truckId: null } };
    }
    return { ...read.fix, truckId, source };
  }
}
