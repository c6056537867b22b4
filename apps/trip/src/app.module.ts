import { Module } from '@nestjs/common';
import { DecideTripCommandsConsumer } from './consumers/decide-trip-commands.consumer.js';
import { FollowTripsAndVisitsConsumer } from './consumers/follow-trips-and-visits.consumer.js';
import { KeepRegistryCopyConsumer } from './consumers/keep-registry-copy.consumer.js';
import { FollowRhythm } from './progress/follow-rhythm.js';
import { FollowTrips } from './progress/follow-trips.js';
import { ProgressMetrics } from './progress/progress-metrics.js';
import { RegistryCopy } from './registry/registry-copy.js';
import { CommandDecider } from './trip/decide-command/command-decider.js';
import { TripStreams } from './trip/trip-streams.js';

const consumers = [DecideTripCommandsConsumer, FollowTripsAndVisitsConsumer, KeepRegistryCopyConsumer];
const services = [CommandDecider, FollowRhythm, FollowTrips, ProgressMetrics, RegistryCopy, TripStreams];

@Module({ controllers: consumers, providers: services })
export class AppModule {}
