import { Controller } from '@nestjs/common';
import { topics, type Topics } from '@watch-tower/contracts';
import { Subscribe, subscription, type Incoming, type Unreadable } from '@watch-tower/messaging';
import { Projector } from '@watch-tower/projections';
import { TrackPartitions } from '../read-models/get-track/track-partitions.js';
import { tracksProjection } from '../read-models/get-track/tracks.projection.js';
import { positionsGroup, positionsLingerMs } from './groups.js';

const positions = subscription({
  topic: topics.positionEvents,
  group: positionsGroup,
  lingerMs: positionsLingerMs,
  mode: 'slice',
  unreadable: 'deliver',
});

@Controller()
export class ProjectTracksConsumer {
  private readonly tracks;

  constructor(
    private readonly projector: Projector,
    private readonly partitions: TrackPartitions,
  ) {
    this.tracks = tracksProjection(partitions);
  }

  @Subscribe(positions)
  async project(messages: readonly (Incoming<Topics['positionEvents']> | Unreadable)[]): Promise<void> {
    await this.partitions.ready(new Date());
    await this.projector.project(this.tracks, messages);
  }
}
