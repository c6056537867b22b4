/** LocoNav's location webhook, one vehicle: times without a zone, yes and no as "1" and "0". */
export interface LocationMessage {
  readonly imei: string;
  readonly speed?: number;
  readonly gpstime: string;
  readonly ignition?: Flag;
  readonly latitude: number;
  readonly longitude: number;
  readonly orientation?: number;
  readonly vehiclenumber: string;
  readonly sharpTurn: Flag;
  readonly harshBraking: Flag;
  readonly harshAcceleration: Flag;
  readonly rockBreakerPedal: Flag;
}

type Flag = '0' | '1';

/** A report to be sent; what the source does not know is undefined and left out of the message, as LocoNav leaves out sensors. */
export interface Report {
  readonly plate: string;
  readonly imei: string;
  /** Epoch ms, whole seconds. */
  readonly timeMs: number;
  readonly lat: number;
  readonly lon: number;
  readonly speedKmh?: number | undefined;
  readonly heading?: number | undefined;
  readonly ignition?: boolean | undefined;
  readonly sharpTurn: boolean;
  readonly harshBraking: boolean;
  readonly harshAcceleration: boolean;
}

/** The message of a report, its fields in the order of LocoNav's sample. */
export function locationMessage(report: Report, gpsTime: (timeMs: number) => string): LocationMessage {
  return {
    imei: report.imei,
    ...(report.speedKmh !== undefined && { speed: report.speedKmh }),
    gpstime: gpsTime(report.timeMs),
    ...(report.ignition !== undefined && { ignition: flag(report.ignition) }),
    latitude: report.lat,
    longitude: report.lon,
    ...(report.heading !== undefined && { orientation: report.heading }),
    vehiclenumber: report.plate,
    sharpTurn: flag(report.sharpTurn),
    harshBraking: flag(report.harshBraking),
    harshAcceleration: flag(report.harshAcceleration),
    rockBreakerPedal: '0',
  };
}

function flag(value: boolean): Flag {
  return value ? '1' : '0';
}
