import { Module } from '@nestjs/common';
import { CarryOutFleetCommandsConsumer } from './consumers/carry-out-fleet-commands.consumer.js';
import { StoreReportedPositionsConsumer } from './consumers/store-reported-positions.consumer.js';
import { ReportIdentifier } from './positions/identify-reports.js';
import { PositionPartitions } from './positions/keep-partitions/position-partitions.js';
import { PositionMetrics } from './positions/position-metrics.js';
import { ForgetOldReports } from './positions/quarantine/forget-old-reports.js';
import { ReleaseQuarantined } from './positions/release-quarantined/release-quarantined.js';
import { PositionStore } from './positions/store-positions/position-store.js';
import { SliceWriter } from './positions/store-positions/slice-writer.js';
import { Registrar } from './registry/registrar.js';
import { TruckIdentities } from './trucks/truck-identities.js';
import { CatchUpVisits } from './visits/catch-up/catch-up-visits.js';
import { FenceEvaluation } from './visits/catch-up/fence-evaluation.js';
import { KnownPlaces } from './visits/fences/known-places.js';
import { VisitKeeper } from './visits/keep-visits/visit-keeper.js';
import { VisitMetrics } from './visits/visit-metrics.js';

const consumers = [StoreReportedPositionsConsumer, CarryOutFleetCommandsConsumer];
const positions = [PositionStore, SliceWriter, ReportIdentifier, TruckIdentities, PositionMetrics];
const visits = [VisitKeeper, KnownPlaces, FenceEvaluation, VisitMetrics];
const scheduled = [PositionPartitions, ReleaseQuarantined, ForgetOldReports, CatchUpVisits];
const registry = [Registrar];

@Module({ controllers: consumers, providers: [...positions, ...visits, ...scheduled, ...registry] })
export class AppModule {}
