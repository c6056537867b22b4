import { Module } from '@nestjs/common';
import { ProjectTracksConsumer } from './consumers/project-tracks.consumer.js';
import { ProjectTruckLocationsConsumer } from './consumers/project-truck-locations.consumer.js';
import { TracksModule } from './read-models/get-track/tracks.module.js';

/**
 * Where trucks are and were, as read models: half of all that is written here, by the hundreds a second. Nobody waits
 * for it (the sockets have their own memory), so it may run in a process of its own (ADR 17).
 */
@Module({ imports: [TracksModule], controllers: [ProjectTracksConsumer, ProjectTruckLocationsConsumer] })
export class PositionsModule {}
