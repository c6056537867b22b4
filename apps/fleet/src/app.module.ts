import { Module } from '@nestjs/common';
import { CarryOutFleetCommandsConsumer } from './consumers/carry-out-fleet-commands.consumer.js';
import { StoreReportedPositionsConsumer } from './consumers/store-reported-positions.consumer.js';
import { ReportIdentifier } from './positions/identify-reports.js';
import { JudgeClocks } from './positions/judge-clocks/judge-clocks.js';
import { PositionPartitions } from './positions/keep-partitions/position-partitions.js';
import { PositionMetrics } from './positions/position-metrics.js';
import { ForgetOldReports } from './positions/quarantine/forget-old-reports.js';
import { ReleaseQuarantined } from './positions/release-quarantined/release-quarantined.js';
import { PositionStore } from './positions/store-positions/position-store.js';
import { Registrar } from './registry/registrar.js';
import { TruckIdentities } from './trucks/truck-identities.js';

const consumers = [StoreReportedPositionsConsumer, CarryOutFleetCommandsConsumer];
const positions = [PositionStore, ReportIdentifier, TruckIdentities, PositionMetrics];
const scheduled = [PositionPartitions, ReleaseQuarantined, ForgetOldReports, JudgeClocks];
const registry = [Registrar];

@Module({ controllers: consumers, providers: [...positions, ...scheduled, ...registry] })
export class AppModule {}
