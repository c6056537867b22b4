import { Inject, Injectable } from '@nestjs/common';
import { LOGGER, type Logger } from '@watch-tower/bootstrap';
import { Database } from '@watch-tower/database';
import { knownTrucks } from '../known-trucks.js';
import { Loconav } from '../loconav.js';
import { PollingMetrics } from '../polling-metrics.js';
import { vehicleDifferences, type VehicleDifference } from './vehicle-differences.js';

const examplesMax = 10;

/** Says where our trucks and LocoNav's vehicles differ; whom to believe is for people to decide. */
@Injectable()
export class CompareVehicles {
  constructor(
    private readonly database: Database,
    private readonly loconav: Loconav,
    private readonly metrics: PollingMetrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  compare(): Promise<void> {
    return this.loconav.run(async (client) => {
      const found = vehicleDifferences(await knownTrucks(this.database), await client.vehicles.list());
      const counts: Record<VehicleDifference, number> = {
        unknown_truck: 0,
        unknown_vehicle: 0,
        vehicle_id_missing: 0,
        vehicle_id_differs: 0,
        imei_missing: 0,
        imei_differs: 0,
      };
      for (const { kind } of found) counts[kind] += 1;
      this.metrics.vehiclesDiffer(counts);
      if (found.length === 0) return;
      const examples = found.slice(0, examplesMax);
      this.logger.info({ counts, examples }, 'our trucks and LocoNav’s vehicles differ');
    });
  }
}
