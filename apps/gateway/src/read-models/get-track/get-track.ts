import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '@watch-tower/bootstrap';
import type { GetTrackQuery, Track, TrackPoint, TrackThinned } from '@watch-tower/contracts';
import { Database, prepared, sql } from '@watch-tower/database';
import { ProblemError } from '@watch-tower/errors';
import type { GatewayConfig } from '../../config.js';
import { gapsBetween, pointsAlong, segmentsOf, simplifySegments, type Segment } from './line.js';
import { TrackPartitions } from './track-partitions.js';
import type { ReplacedFix } from './track-row.js';
import { tracksProjectionName } from './tracks.projection.js';

const spanDaysMax = 31;
const fixesMax = 25_000;
const dayMs = 86_400_000;

/** Times as epoch milliseconds: to read them as texts would cost more than all the rest. */
type Fix = Omit<TrackPoint, 'verdict' | 'lagSeconds' | 'deviceTime' | 'receivedAt'> & {
  readonly deviceTimeMs: number;
  readonly receivedAtMs: number;
};

type Row = Fix & {
  readonly outlier: boolean;
  readonly replaced: readonly ReplacedFix[] | null;
};

type ThinnedHour = Pick<TrackThinned, 'fixes' | 'points'>;

/** A track and its line, as files draw it. */
export type TrackWithLine = { readonly track: Track; readonly segments: readonly Segment[] };

type Asked = Omit<GetTrackQuery, 'format'>;

/** Where a truck was. What it costs depends on how much is asked for, not on how much is stored. */
@Injectable()
export class GetTrack {
  constructor(
    private readonly database: Database,
    private readonly partitions: TrackPartitions,
    @Inject(CONFIG) private readonly config: Pick<GatewayConfig, 'silenceMinutes'>,
  ) {}

  /** @throws ProblemError 422 where the answer would hold too much, with how far it may reach. */
  async read(truck: { readonly id: string; readonly number: string }, asked: Asked): Promise<TrackWithLine> {
    const { from, to, simplify } = asked;
    const [fromMs, toMs] = [Date.parse(from), Date.parse(to)];
    if (toMs - fromMs > spanDaysMax * dayMs) throw spanTooLong();
    const wholeFrom = this.partitions.wholeFrom(new Date());
    const beginsThinned = fromMs < wholeFrom.getTime();
    const [thinned, rows, stale] = await Promise.all([
      beginsThinned ? this.thinnedHours(truck.id, from, to, wholeFrom) : [],
      this.rows(truck.id, beginsThinned ? wholeFrom.toISOString() : from, to),
      this.waits(truck.id),
    ]);
    const firstTooMany = rows[fixesMax];
    if (firstTooMany !== undefined) throw tooManyFixes(firstTooMany.deviceTimeMs);

    const all = [
      ...thinned
        .flatMap(toThinned)
        .filter(({ deviceTimeMs }) => deviceTimeMs >= fromMs && deviceTimeMs < toMs)
        .map((fix) => toPoint(fix, 'good')),
      ...rows.flatMap(toPoints),
    ];
    const wanted = asked.verdict === 'good' ? all.filter(({ verdict }) => verdict === 'good') : all;
    const silenceSeconds = this.config.silenceMinutes * 60;
    const whole = segmentsOf(wanted, silenceSeconds * 1_000);
    const segments = simplify === undefined ? whole : simplifySegments(whole, simplify);
    const track: Track = {
      truckId: truck.id,
      number: truck.number,
      from,
      to,
      stale,
      fixes: rows.length + thinned.reduce((sum, hour) => sum + hour.fixes, 0),
      thinnedBefore: beginsThinned ? wholeFrom.toISOString() : null,
      simplifiedToMeters: simplify ?? null,
      points: simplify === undefined ? wanted : pointsAlong(wanted, segments),
      gaps: gapsBetween(segments),
      silenceSeconds,
    };
    return { track, segments };
  }

  private rows(truckId: string, from: string, to: string): Promise<Row[]> {
    return this.database.query<Row>(
      prepared(
        'track_read',
        sql`
          select (extract(epoch from device_time) * 1000)::float8 as "deviceTimeMs",
            (extract(epoch from received_at) * 1000)::float8 as "receivedAtMs", latitude, longitude, speed_kmh as "speedKmh", heading_degrees as "headingDegrees", ignition, channel, late, outlier,
            replaced
          from truck_fixes
          where truck_id = ${truckId} and device_time >= ${from} and device_time < ${to}
          order by device_time
          limit ${fixesMax + 1}`,
      ),
    );
  }

  private thinnedHours(truckId: string, from: string, to: string, wholeFrom: Date): Promise<ThinnedHour[]> {
    return this.database.query<ThinnedHour>(
      prepared(
        'thinned_track_read',
        sql`
          select fixes, points from thinned_tracks
          where truck_id = ${truckId} and hour > ${from}::timestamptz - interval '1 hour' and hour < ${to}
            and hour < ${wholeFrom}
          order by hour`,
      ),
    );
  }

  private async waits(truckId: string): Promise<boolean> {
    const [found] = await this.database.query<{ waits: boolean }>(
      prepared('track_waits', sql`select waits_for_message(${tracksProjectionName}, ${truckId}) as waits`),
    );
    return found?.waits ?? false;
  }
}

/** Only good ones are kept, and not which of them were late. */
const toThinned = ({ points }: ThinnedHour): Fix[] =>
  points.map(({ deviceTime, receivedAt, ...fix }) => ({
    ...fix,
    deviceTimeMs: Date.parse(deviceTime),
    receivedAtMs: Date.parse(receivedAt),
    late: null,
  }));

/** What gave way stands before what took its place. */
const toPoints = ({ outlier, replaced, ...standing }: Row): TrackPoint[] => [
  ...(replaced ?? []).map((fix) =>
    toPoint(
      { ...fix, deviceTimeMs: standing.deviceTimeMs, receivedAtMs: Date.parse(fix.receivedAt) },
      'replaced',
    ),
  ),
  toPoint(standing, outlier ? 'outlier' : 'good'),
];

const toPoint = (fix: Fix, verdict: TrackPoint['verdict']): TrackPoint => ({
  deviceTime: new Date(fix.deviceTimeMs).toISOString(),
  receivedAt: new Date(fix.receivedAtMs).toISOString(),
  lagSeconds: (fix.receivedAtMs - fix.deviceTimeMs) / 1_000,
  latitude: fix.latitude,
  longitude: fix.longitude,
  speedKmh: fix.speedKmh,
  headingDegrees: fix.headingDegrees,
  ignition: fix.ignition,
  channel: fix.channel,
  late: fix.late,
  verdict,
});

const spanTooLong = (): ProblemError =>
  new ProblemError('unprocessable', 'track_too_long', `A track may span at most ${spanDaysMax} days.`, {
    errors: [{ field: 'to', message: `must be at most ${spanDaysMax} days after from` }],
  });

const tooManyFixes = (reachedAtMs: number): ProblemError => {
  const until = new Date(reachedAtMs).toISOString();
  return new ProblemError(
    'unprocessable',
    'track_too_many_fixes',
    `A track may hold at most ${fixesMax} fixes; they reach until ${until}. Ask for the rest from there.`,
    { errors: [{ field: 'to', message: `must be at most ${until}` }] },
  );
};
