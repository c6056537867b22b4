import { Module } from '@nestjs/common';
import { AlertBook } from './alerts/alert-book.js';
import { AnswerPeople } from './alerts/answer-people/answer-people.js';
import { FixesArrived } from './alerts/own-alerts/fixes-arrived.js';
import { LookAgain } from './alerts/own-alerts/look-again.js';
import { WatchTrucks } from './alerts/own-alerts/watch-trucks.js';
import { AlertIdentifier } from './alerts/report-alerts/identify-alerts.js';
import { ReleaseAlerts } from './alerts/report-alerts/release-alerts.js';
import { ReportedAlerts } from './alerts/report-alerts/reported-alerts.js';
import { CarryOutFleetCommandsConsumer } from './consumers/carry-out-fleet-commands.consumer.js';
import { KeepWhatOwnAlertsRestOnConsumer } from './consumers/keep-what-own-alerts-rest-on.consumer.js';
import { MirrorTripsConsumer } from './consumers/mirror-trips.consumer.js';
import { StoreReportedPositionsConsumer } from './consumers/store-reported-positions.consumer.js';
import { TakeReportedAlertsConsumer } from './consumers/take-reported-alerts.consumer.js';
import { WatchTrucksByTheirPositionsConsumer } from './consumers/watch-trucks-by-their-positions.consumer.js';
import { CompareVehicles } from './loconav/compare-vehicles/compare-vehicles.js';
import { Loconav } from './loconav/loconav.js';
import { LoconavRhythm } from './loconav/loconav-rhythm.js';
import { MirrorMetrics } from './loconav/mirror-trips/mirror-metrics.js';
import { MirrorRhythm } from './loconav/mirror-trips/mirror-rhythm.js';
import { MirrorTrips } from './loconav/mirror-trips/mirror-trips.js';
import { PollAlerts } from './loconav/poll-alerts/poll-alerts.js';
import { PollPositions } from './loconav/poll-positions/poll-positions.js';
import { PollingMetrics } from './loconav/polling-metrics.js';
import { ReportIdentifier } from './positions/identify-reports.js';
import { JudgeClocks } from './positions/judge-clocks/judge-clocks.js';
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

const consumers = [
  StoreReportedPositionsConsumer,
  CarryOutFleetCommandsConsumer,
  TakeReportedAlertsConsumer,
  WatchTrucksByTheirPositionsConsumer,
  KeepWhatOwnAlertsRestOnConsumer,
  MirrorTripsConsumer,
];
const positions = [PositionStore, SliceWriter, ReportIdentifier, TruckIdentities, PositionMetrics];
const visits = [VisitKeeper, KnownPlaces, FenceEvaluation, VisitMetrics];
const alerts = [
  AlertBook,
  AlertIdentifier,
  ReportedAlerts,
  ReleaseAlerts,
  WatchTrucks,
  FixesArrived,
  LookAgain,
  AnswerPeople,
];
const scheduled = [PositionPartitions, ReleaseQuarantined, ForgetOldReports, CatchUpVisits, JudgeClocks];
const registry = [Registrar];
const loconav = [Loconav, LoconavRhythm, PollPositions, PollAlerts, CompareVehicles, PollingMetrics];
const mirroring = [MirrorRhythm, MirrorTrips, MirrorMetrics];

@Module({
  controllers: consumers,
  providers: [...positions, ...visits, ...alerts, ...scheduled, ...registry, ...loconav, ...mirroring],
})
export class AppModule {}
