import type { TrackFormat } from '@watch-tower/contracts';
import { Answer } from '../edge/answer.js';
import type { TrackWithLine } from '../read-models/get-track/get-track.js';
import { toCsv, toGpx } from '../read-models/get-track/to-file.js';

const mediaTypes = { csv: 'text/csv', gpx: 'application/gpx+xml' } as const;

/** What the query names, else the one file that `Accept` names without naming JSON, else JSON. */
export const formatOf = (named: TrackFormat | undefined, accept = ''): TrackFormat => {
  if (named !== undefined) return named;
  if (accept.includes('json')) return 'json';
  if (accept.includes(mediaTypes.csv)) return 'csv';
  return accept.includes(mediaTypes.gpx) ? 'gpx' : 'json';
};

/** A track as JSON, or as a file to keep. */
export const answerTrack = ({ track, segments }: TrackWithLine, format: TrackFormat): Answer => {
  if (format === 'json') return new Answer(200, track, { vary: 'accept' });
  const text = format === 'csv' ? toCsv(track) : toGpx(track.number, segments);
  const name = `${track.number}_${track.from.slice(0, 10)}`.replace(/[^A-Za-z0-9_-]+/g, '-');
  return new Answer(200, text, {
    vary: 'accept',
    'content-type': `${mediaTypes[format]}; charset=utf-8`,
    'content-disposition': `attachment; filename="${name}.${format}"`,
  });
};
