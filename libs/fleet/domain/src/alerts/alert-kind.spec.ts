import { alertKindOf } from './alert-kind.js';

describe('the kind of an alert', () => {
  // As loconav.md lists them: webhook `kind`, pull `eventType`, subscription `kind`.
  it.each([
    ['geofence', ['GeofenceAlert', 'Geofence', 'entry_exit', 'EntryExit']],
    ['idling', ['IdlingAlert', 'VehicleIdleAlert', 'vehicle_idle']],
    ['sudden_braking', ['SuddenBrakingAlert', 'sudden_braking']],
    ['sudden_acceleration', ['SuddenAccelerationAlert', 'sudden_acceleration']],
    ['sharp_turn', ['SharpTurnAlert', 'sharp_turn']],
    ['fatigue', ['FatigueAlert', 'DriverFatigueAlert', 'fatigue']],
    ['overspeed', ['OverspeedAlert', 'overspeed']],
    ['fuel_theft', ['PossibleFuelTheftAlert', 'fuel_theft']],
    ['device_offline', ['DeviceOfflineAlert']],
    ['device_removal', ['DeviceRemovalAlert', 'device_removal']],
    ['ignition', ['IgnitionAlert', 'ignition']],
    ['crash', ['CrashDuringOverspeedAlert', 'CrashAlert', 'crash', 'crash_during_overspeed', 'Crash']],
    ['anti_theft', ['AntiTheft', 'anti_theft']],
    ['device_low_battery', ['DeviceLowBattery']],
    ['driver_distracted', ['DriverDistracted']],
    ['movement', ['Movement', 'movement']],
    ['route_deviation', ['RouteDeviation']],
    ['sos', ['Sos']],
    ['stoppage', ['Stoppage']],
    ['unwanted_movement', ['UnwantedMovement']],
    ['overrev', ['OverrevAlert']],
    ['engine_fault', ['DtcAlert']],
    ['refueling', ['RefuelingAlert']],
    ['vehicle_low_battery', ['VehicleLowBatteryVoltageAlert']],
    ['tow_away', ['TowAway', 'tow_away']],
  ])('is %s by every name that LocoNav has for it', (kind, names) => {
    expect(names.map(alertKindOf)).toEqual(names.map(() => kind));
  });

  it('is the name itself where nobody told us of it', () => {
    expect(alertKindOf(' SeatBeltAlert ')).toBe('SeatBeltAlert');
    expect(alertKindOf('')).toBe('');
  });
});
