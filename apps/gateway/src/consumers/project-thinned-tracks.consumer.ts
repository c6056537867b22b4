import { Controller } from '@nestjs/common';
import { topics, type Topics } from '@watch-tower/contracts';
import { Subscribe, subscription, type Incoming, type Unreadable } from '@watch-tower/messaging';
import { Projector } from '@watch-tower/projections';
import { thinnedTracksProjection } from '../read-models/get-track/thinned-tracks.projection.js';
import { projectionsGroup } from './groups.js';

const thinnedTracks = subscription({
  topic: topics.thinnedTracks,
  group: projectionsGroup,
  mode: 'slice',
  unreadable: 'deliver',
});

@Controller()
export class ProjectThinnedTracksConsumer {
  constructor(private readonly projector: Projector) {}

  @Subscribe(thinnedTracks)
  project(messages: readonly (Incoming<Topics['thinnedTracks']> | Unreadable)[]): Promise<void> {
    return this.projector.project(thinnedTracksProjection, messages);
  }
}
