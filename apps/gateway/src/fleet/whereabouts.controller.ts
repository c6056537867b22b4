import { Controller, Headers } from '@nestjs/common';
import {
  routes,
  type BatchLocation,
  type BatchLocationRequest,
  type GetTrackQuery,
  type GetTruckLocationQuery,
  type WhereTruckIs,
  type WhereTruckWas,
} from '@watch-tower/contracts';
import { ProblemError } from '@watch-tower/errors';
import type { Answer } from '../edge/answer.js';
import { BodyOf, IdParam, QueryOf, Route } from '../edge/route.js';
import { FindTrucksAtLocations } from '../read-models/find-trucks-at-locations/find-trucks-at-locations.js';
import { GetPastLocation, type PastMoment } from '../read-models/get-track/get-past-location.js';
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
    private readonly past: GetPastLocation,
  ) {}

  @Route(routes.getTruckLocation)
  async location(
    @IdParam() id: string,
    @QueryOf(routes.getTruckLocation) { asOf, knownAt }: GetTruckLocationQuery,
  ): Promise<WhereTruckIs | WhereTruckWas> {
    const moment = asOf ?? knownAt;
    if (moment !== undefined) return this.locationThen(id, { asOf: moment, knownAt });
    const [{ position }, place] = await Promise.all([this.trucks.read(id), this.atLocations.placeOf(id)]);
    if (position !== null) return { ...position, place };
    throw new ProblemError('not_found', 'position_unknown', 'This truck has not been seen yet.');
  }

  private async locationThen(id: string, moment: PastMoment): Promise<WhereTruckWas> {
    const then = await this.past.read(await this.trucks.read(id), moment);
    if (then !== undefined) return then;
    throw new ProblemError(
      'not_found',
      'position_unknown',
      'No position of this truck is known for that moment.',
    );
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
