import type { Track, TrackPoint } from '@watch-tower/contracts';
import type { Segment } from './line.js';

const columns = [
  'deviceTime',
  'receivedAt',
  'lagSeconds',
  'latitude',
  'longitude',
  'speedKmh',
  'headingDegrees',
  'ignition',
  'channel',
  'late',
  'verdict',
] as const satisfies (keyof TrackPoint)[];

/** RFC 4180; no value needs quotes, what is unknown is empty. */
export const toCsv = ({ points }: Pick<Track, 'points'>): string =>
  [columns.join(','), ...points.map((point) => columns.map((column) => point[column] ?? '').join(','))]
    .map((line) => `${line}\r\n`)
    .join('');

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Letters that XML 1.0 cannot hold are left out. */
const toXml = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"]/g, (letter) => entities[letter] ?? letter);

/** Speed (m/s) and course are no part of GPX 1.1; Garmin's extension of it is read widely. */
const motionOf = ({ speedKmh, headingDegrees }: TrackPoint): string => {
  const speed = speedKmh === null ? '' : `<gpxtpx:speed>${(speedKmh / 3.6).toFixed(2)}</gpxtpx:speed>`;
  const course = headingDegrees === null ? '' : `<gpxtpx:course>${headingDegrees}</gpxtpx:course>`;
  if (speed + course === '') return '';
  return `<extensions><gpxtpx:TrackPointExtension>${speed}${course}</gpxtpx:TrackPointExtension></extensions>`;
};

const trackPointOf = (point: TrackPoint): string =>
  `<trkpt lat="${point.latitude}" lon="${point.longitude}"><time>${point.deviceTime}</time>` +
  `<src>${toXml(point.channel)}</src>${motionOf(point)}</trkpt>`;

/** GPX 1.1: the line alone, a segment for each stretch without a gap. */
export const toGpx = (number: string, segments: readonly Segment[]): string =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<gpx version="1.1" creator="Watch Tower" xmlns="http://www.topografix.com/GPX/1/1"' +
      ' xmlns:gpxtpx="http://www.garmin.com/xmlschemas/TrackPointExtension/v2">',
    `<trk><name>${toXml(number)}</name>`,
    ...segments.flatMap((segment) => ['<trkseg>', ...segment.map(trackPointOf), '</trkseg>']),
    '</trk></gpx>',
    '',
  ].join('\n');
