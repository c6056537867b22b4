import { Controller, Headers } from '@nestjs/common';
import {
  routes,
  type BatchLocation,
  type BatchLocationRequest,
  type GetTrackQuery,
  type WhereTruckIs,
} from '@watch-tower/contracts';
import { ProblemError } from '@watch-tower/errors';
import type { Answer } from '../edge/answer.js';
import { BodyOf, IdParam, QueryOf, Route } from '../edge/route.js';
import { FindTrucksAtLocations } from '../read-models/find-trucks-at-locations/find-trucks-at-locations.js';
import { GetTrack } from '../read-models/get-track/get-track.js';
import { GetBatchLocation } from '../read-models/get-truck-location/batch-location.js';
import { KnownTruck } from './known-truck.js';
import { answerTrack, formatOf } from './track-file.js';

/** Where a truck is and was. */
@Controller()
export class WhereaboutsController {
  constructor(
    private readonly trucks: KnownTruck,
    private readonly batch: GetBatchLocation,
    private readonly tracks: GetTrack,
    private readonly atLocations: FindTrucksAtLocations,
  ) {}

  @Route(routes.getTruckLocation)
  async location(@IdParam() id: string): Promise<WhereTruckIs> {
    const [{ position }, place] = await Promise.all([this.trucks.read(id), this.atLocations.placeOf(id)]);
    if (position !== null) return { ...position, place };
    throw new ProblemError('not_found', 'position_unknown', 'This truck has not been seen yet.');
  }

  @Route(routes.batchLocation)
  batchLocation(@BodyOf(routes.batchLocation) { truckIds }: BatchLocationRequest): Promise<BatchLocation> {
    return this.batch.read(truckIds);
  }

  @Route(routes.getTrack)
  async track(
    @IdParam() id: string,
    @QueryOf(routes.getTrack) { format, ...asked }: GetTrackQuery,
    @Headers('accept') accept: string | undefined,
  ): Promise<Answer> {
    const truck = await this.trucks.read(id);
    return answerTrack(await this.tracks.read(truck, asked), formatOf(format, accept));
  }
}
