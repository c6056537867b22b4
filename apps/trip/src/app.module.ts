import { Module } from '@nestjs/common';
import { DecideTripCommandsConsumer } from './consumers/decide-trip-commands.consumer.js';
import { KeepRegistryCopyConsumer } from './consumers/keep-registry-copy.consumer.js';
import { RegistryCopy } from './registry/registry-copy.js';
import { CommandDecider } from './trip/decide-command/command-decider.js';
import { TripStreams } from './trip/trip-streams.js';

const consumers = [DecideTripCommandsConsumer, KeepRegistryCopyConsumer];
const services = [CommandDecider, RegistryCopy, TripStreams];

@Module({ controllers: consumers, providers: services })
export class AppModule {}
