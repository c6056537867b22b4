import { Controller } from '@nestjs/common';
import {
  routes,
  type DataQuality,
  type DeviceQuality,
  type FindDevicesQuery,
  type FindQuarantinedQuery,
  type GetDataQualityQuery,
  type Page,
  type QuarantinePage,
} from '@watch-tower/contracts';
import { QueryOf, Route } from '../edge/route.js';
import { FindDevices } from '../read-models/find-devices/find-devices.js';
import { FindQuarantined } from '../read-models/find-quarantined/find-quarantined.js';
import { GetDataQuality } from '../read-models/get-data-quality/get-data-quality.js';

/** How good the signals are that say where trucks are. */
@Controller()
export class DataQualityController {
  constructor(
    private readonly quarantine: FindQuarantined,
    private readonly devices: FindDevices,
    private readonly quality: GetDataQuality,
  ) {}

  @Route(routes.findQuarantined)
  findQuarantined(@QueryOf(routes.findQuarantined) query: FindQuarantinedQuery): Promise<QuarantinePage> {
    return this.quarantine.find(query);
  }

  @Route(routes.getDataQuality)
  getDataQuality(@QueryOf(routes.getDataQuality) query: GetDataQualityQuery): Promise<DataQuality> {
    return this.quality.read(query);
  }

  @Route(routes.findDevices)
  findDevices(@QueryOf(routes.findDevices) query: FindDevicesQuery): Promise<Page<DeviceQuality>> {
    return this.devices.find(query);
  }
}
