import { Controller, Req } from '@nestjs/common';
import {
  routes,
  type NewShareLink,
  type ShareLinks as Listed,
  type ViewSharedTripRequest,
} from '@watch-tower/contracts';
import type { FastifyRequest } from 'fastify';
import { Answer } from '../edge/answer.js';
import { BodyOf, IdParam, Route } from '../edge/route.js';
import type { Caller } from '../sign-in/access-tokens.js';
import { CallerOf } from '../sign-in/access.guard.js';
import { ShareLinks } from './share-links.js';
import { ViewSharedTrip } from './view-shared-trip/view-shared-trip.js';

/** Neither a browser nor a proxy keeps a link, or where a truck was when somebody looked. */
const unkept = { 'cache-control': 'no-store' };

@Controller()
export class ShareLinksController {
  constructor(
    private readonly links: ShareLinks,
    private readonly shared: ViewSharedTrip,
  ) {}

  @Route(routes.shareTrip)
  async make(
    @CallerOf() caller: Caller,
    @IdParam() tripId: string,
    @BodyOf(routes.shareTrip) body: { expiresInHours: number },
  ): Promise<Answer> {
    const made: NewShareLink = await this.links.make(tripId, caller.id, body.expiresInHours);
    return new Answer(201, made, unkept);
  }

  @Route(routes.findShareLinks)
  find(@IdParam() tripId: string): Promise<Listed> {
    return this.links.of(tripId);
  }

  @Route(routes.revokeShareLink)
  revoke(
    @CallerOf() caller: Caller,
    @IdParam() tripId: string,
    @IdParam('linkId') linkId: string,
  ): Promise<void> {
    return this.links.revoke(tripId, linkId, caller.id);
  }

  @Route(routes.viewSharedTrip)
  async view(
    @BodyOf(routes.viewSharedTrip) body: ViewSharedTripRequest,
    @Req() request: FastifyRequest,
  ): Promise<Answer> {
    return new Answer(200, await this.shared.view(body, request.ip), unkept);
  }
}
