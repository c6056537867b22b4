import { Module } from '@nestjs/common';
import { TrackPartitions } from './track-partitions.js';

/** The days of tracks, once per process, for whoever writes or reads them. */
@Module({ providers: [TrackPartitions], exports: [TrackPartitions] })
export class TracksModule {}
