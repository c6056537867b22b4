import { Module } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { AlertsController } from './alerts/alerts.controller.js';
import { AnnounceAlertsConsumer } from './consumers/announce-alerts.consumer.js';
import { AnnounceTripChangesConsumer } from './consumers/announce-trip-changes.consumer.js';
import { MoveLiveTrucksConsumer } from './consumers/move-live-trucks.consumer.js';
import { ProjectAlertsConsumer } from './consumers/project-alerts.consumer.js';
import { ProjectDeviceClocksConsumer } from './consumers/project-device-clocks.consumer.js';
import { ProjectLoconavTripsConsumer } from './consumers/project-loconav-trips.consumer.js';
import { ProjectQuarantineConsumer } from './consumers/project-quarantine.consumer.js';
import { ProjectRegistryConsumer } from './consumers/project-registry.consumer.js';
import { ProjectThinnedTracksConsumer } from './consumers/project-thinned-tracks.consumer.js';
import { ProjectTripsConsumer } from './consumers/project-trips.consumer.js';
import { ProjectVisitsConsumer } from './consumers/project-visits.consumer.js';
import { SettleOperationsByTheirOutcomesConsumer } from './consumers/settle-operations-by-their-outcomes.consumer.js';
import { TellThoseWhoWaitForOutcomesConsumer } from './consumers/tell-those-who-wait-for-outcomes.consumer.js';
import { AnswerInterceptor } from './edge/answer.js';
import { Counters } from './edge/counters.js';
import { registryControllers } from './fleet/registry.controllers.js';
import { DataQualityController } from './fleet/data-quality.controller.js';
import { KnownTruck } from './fleet/known-truck.js';
import { TrucksController } from './fleet/trucks.controller.js';
import { VisitsController } from './fleet/visits.controller.js';
import { WhereaboutsController } from './fleet/whereabouts.controller.js';
import { InboxMetrics } from './inbox/inbox-metrics.js';
import { Arrivals } from './operations/arrivals.js';
import { OperationMetrics } from './operations/operation-metrics.js';
import { OperationsController } from './operations/operations.controller.js';
import { Operations } from './operations/operations.js';
import { CommandDesk } from './operations/place-command/command-desk.js';
import { FindAlerts } from './read-models/find-alerts/find-alerts.js';
import { FindDevices } from './read-models/find-devices/find-devices.js';
import { FindQuarantined } from './read-models/find-quarantined/find-quarantined.js';
import { ForgetQuarantined } from './read-models/find-quarantined/forget-quarantined.js';
import { GetDataQuality } from './read-models/get-data-quality/get-data-quality.js';
import { FindChangedTrips } from './read-models/find-trips/find-changed-trips.js';
import { FindTripsPast } from './read-models/find-trips/find-trips-past.js';
import { FindFleetPast } from './read-models/find-fleet-past/find-fleet-past.js';
import { FindTrips } from './read-models/find-trips/find-trips.js';
import { FindTrucksAtLocations } from './read-models/find-trucks-at-locations/find-trucks-at-locations.js';
import { FindTrucks } from './read-models/find-trucks/find-trucks.js';
import { FindVisits } from './read-models/find-visits/find-visits.js';
import { ForgetVisitTellings } from './read-models/find-visits/forget-visit-tellings.js';
import { ForgetThinnedTracks } from './read-models/get-track/forget-thinned-tracks.js';
import { GetPastLocation } from './read-models/get-track/get-past-location.js';
import { GetTrack } from './read-models/get-track/get-track.js';
import { TracksModule } from './read-models/get-track/tracks.module.js';
import { GetTripDetails } from './read-models/get-trip-details/get-trip-details.js';
import { GetTripHistory } from './read-models/get-trip-past/get-trip-history.js';
import { GetTripOutlook } from './read-models/get-trip-outlook/get-trip-outlook.js';
import { GetTripPast } from './read-models/get-trip-past/get-trip-past.js';
import { GetBatchLocation } from './read-models/get-truck-location/batch-location.js';
import { GetTruckStatus } from './read-models/get-truck-status/get-truck-status.js';
import { RegistryView } from './read-models/registry/registry.js';
import { SuggestTrucks } from './read-models/suggest-trucks/suggest-trucks.js';
import { ShareLinksController } from './share-links/share-links.controller.js';
import { ShareLinks } from './share-links/share-links.js';
import { SharedViewLimit } from './share-links/view-shared-trip/shared-view-limit.js';
import { ViewSharedTrip } from './share-links/view-shared-trip/view-shared-trip.js';
import { AccessGuard } from './sign-in/access.guard.js';
import { AccessTokens } from './sign-in/access-tokens.js';
import { LogIn } from './sign-in/log-in/log-in.js';
import { SignInLimit } from './sign-in/log-in/sign-in-limit.js';
import { Sessions } from './sign-in/sessions.js';
import { SignInController } from './sign-in/sign-in.controller.js';
import { Users } from './sign-in/users.js';
import { AlertsGateway } from './sockets/alerts.gateway.js';
import { LiveAlerts } from './sockets/live-alerts.js';
import { LiveTripList } from './sockets/live-trip-list.js';
import { LiveTrips } from './sockets/live-trips.js';
import { LiveTrucks } from './sockets/live-trucks.js';
import { SocketAdmission } from './sockets/socket-admission.js';
import { SocketMetrics } from './sockets/socket-metrics.js';
import { TripGateway } from './sockets/trip.gateway.js';
import { TripsGateway } from './sockets/trips.gateway.js';
import { TrucksGateway } from './sockets/trucks.gateway.js';
import { CreateImported } from './trip-imports/create-imported.js';
import { KnownNames } from './trip-imports/known-names.js';
import { PreviewImport } from './trip-imports/preview-import.js';
import { TripImportsController } from './trip-imports/trip-imports.controller.js';
import { TripImports } from './trip-imports/trip-imports.js';
import { tripActionControllers } from './trips/trip-actions.controllers.js';
import { TripHistoryController } from './trips/trip-history.controller.js';
import { TripOutlookController } from './trips/trip-outlook.controller.js';
import { TripsController } from './trips/trips.controller.js';
import { TruckSuggestionsController } from './trips/truck-suggestions.controller.js';
import { Upkeep } from './upkeep/upkeep.js';
import { LoconavWebhooks } from './webhooks/receive-reports/loconav-webhooks.js';
import { ReceiveReports } from './webhooks/receive-reports/receive-reports.js';

export const controllers = [
  SignInController,
  TripOutlookController,
  TripsController,
  ...tripActionControllers,
  TripHistoryController,
  TrucksController,
  ...registryControllers,
  AlertsController,
  WhereaboutsController,
  VisitsController,
  DataQualityController,
  OperationsController,
  ShareLinksController,
  TruckSuggestionsController,
  TripImportsController,
];

const consumers = [
  ProjectRegistryConsumer,
  ProjectTripsConsumer,
  ProjectLoconavTripsConsumer,
  ProjectAlertsConsumer,
  ProjectVisitsConsumer,
  ProjectDeviceClocksConsumer,
  ProjectQuarantineConsumer,
  ProjectThinnedTracksConsumer,
  SettleOperationsByTheirOutcomesConsumer,
  TellThoseWhoWaitForOutcomesConsumer,
  MoveLiveTrucksConsumer,
  AnnounceTripChangesConsumer,
  AnnounceAlertsConsumer,
];

const edge = [
  { provide: APP_GUARD, useClass: AccessGuard },
  { provide: APP_INTERCEPTOR, useClass: AnswerInterceptor },
  Counters,
];
const signIn = [AccessTokens, LogIn, SignInLimit, Sessions, Users];
const webhooks = [InboxMetrics, LoconavWebhooks, ReceiveReports];
const commands = [Arrivals, CommandDesk, OperationMetrics, Operations];
const readModels = [
  FindAlerts,
  FindChangedTrips,
  FindTrips,
  FindTripsPast,
  FindTrucks,
  GetTripDetails,
  GetTripHistory,
  GetTripOutlook,
  GetTripPast,
  GetTruckStatus,
  RegistryView,
  SuggestTrucks,
];
const sockets = [
  AlertsGateway,
  LiveAlerts,
  LiveTripList,
  LiveTrips,
  LiveTrucks,
  SocketAdmission,
  SocketMetrics,
  TripGateway,
  TripsGateway,
  TrucksGateway,
];
const whereabouts = [
  FindFleetPast,
  FindTrucksAtLocations,
  FindVisits,
  ForgetThinnedTracks,
  ForgetVisitTellings,
  GetBatchLocation,
  GetPastLocation,
  GetTrack,
  KnownTruck,
];
const tripImports = [CreateImported, KnownNames, PreviewImport, TripImports];
const shareLinks = [ShareLinks, SharedViewLimit, ViewSharedTrip];
const dataQuality = [FindDevices, FindQuarantined, ForgetQuarantined, GetDataQuality];

/** Everything but what stands in parts of its own (`main.ts`). */
@Module({
  imports: [TracksModule],
  controllers: [...controllers, ...consumers],
  providers: [
    ...edge,
    ...signIn,
    ...webhooks,
    ...commands,
    ...readModels,
    ...whereabouts,
    ...dataQuality,
    ...shareLinks,
    ...tripImports,
    ...sockets,
    Upkeep,
  ],
})
export class AppModule {}
