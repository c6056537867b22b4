import { Injectable } from '@nestjs/common';
import type { DataQuality, GetDataQualityQuery } from '@watch-tower/contracts';
import { Database, sql } from '@watch-tower/database';

type Figures = DataQuality['sources'][number];
/** Null: all sources together. */
type Row = Omit<Figures, 'channel'> & { channel: string | null };

/** Each is the end of a step, inclusive; ten minutes of lag is what domain rules call a gap. */
const stepEndsSeconds = [10, 60, 300, 600, 3_600];

/** How good the fixes of all trucks are. */
@Injectable()
export class GetDataQuality {
  constructor(private readonly database: Database) {}

  async read({ hours }: GetDataQualityQuery): Promise<DataQuality> {
    const [figures, duplicates] = await Promise.all([this.figures(hours), this.duplicates(hours)]);
    return { ...figures, hours, duplicates };
  }

  /**
   * One pass that counts fixes by their lag in whole seconds, which no window makes more of than it has seconds:
   * percentiles need no sort of millions of fixes. What gave way to another is counted where it stood.
   */
  private async figures(hours: number): Promise<Omit<DataQuality, 'hours' | 'duplicates'>> {
    const rows = await this.database.query<Row>(sql`
      with lag as (
        select channel, round(extract(epoch from received_at - device_time))::int as seconds,
          count(*) as fixes, count(*) filter (where late) as late, count(*) filter (where outlier) as outliers,
          coalesce(sum(jsonb_array_length(replaced)), 0) as replaced
        from truck_fixes
        where device_time >= now() - ${hours}::int * interval '1 hour'
        group by 1, 2
      ),
      of_source as (
        select channel, seconds, sum(fixes) as fixes, sum(late) as late, sum(outliers) as outliers,
          sum(replaced) as replaced
        from lag
        group by grouping sets ((channel, seconds), (seconds))
      ),
      ranked as (
        select *, sum(fixes) over (partition by channel order by seconds) as rank,
          sum(fixes) over (partition by channel) as total
        from of_source
      ),
      figures as (
        select channel, sum(fixes)::int as fixes, min(seconds) filter (where rank >= 0.5 * total) as "lagP50Seconds",
          min(seconds) filter (where rank >= 0.95 * total) as "lagP95Seconds", max(seconds) as "lagMaxSeconds",
          sum(late)::int as late, sum(outliers)::int as outliers, sum(replaced)::int as replaced
        from ranked
        group by channel
      )
      select figures.*, steps."lagSteps"
      from figures
      cross join lateral (
        select jsonb_agg(jsonb_build_object('upToSeconds', step.last, 'fixes', coalesce(step.fixes, 0)) order by nth)
          as "lagSteps"
        from (
          select nth, last, (
            select sum(fixes) from of_source
            where of_source.channel is not distinct from figures.channel
              and (first is null or seconds > first) and (last is null or seconds <= last)) as fixes
          from unnest(array[null]::int[] || ${stepEndsSeconds}::int[], ${stepEndsSeconds}::int[] || array[null]::int[])
            with ordinality as step (first, last, nth)
        ) as step
      ) as steps
      order by channel`);
    const sources = rows.flatMap(({ channel, ...figures }) =>
      channel === null ? [] : [{ channel, ...figures }],
    );
    const all = rows.find(({ channel }) => channel === null);
    return { ...nothing, ...withoutChannel(all), sources };
  }

  private async duplicates(hours: number): Promise<number> {
    const [row] = await this.database.query<{ count: number }>(sql`
      select coalesce(sum(count), 0)::int as count from dropped_duplicates
      where dropped_at >= now() - ${hours}::int * interval '1 hour'`);
    return row?.count ?? 0;
  }
}

const withoutChannel = (row: Row | undefined): Omit<Row, 'channel'> | undefined => {
  if (row === undefined) return undefined;
  const { channel: _, ...figures } = row;
  return figures;
};

const nothing: Omit<Row, 'channel'> = {
  fixes: 0,
  lagP50Seconds: null,
  lagP95Seconds: null,
  lagMaxSeconds: null,
  lagSteps: [...stepEndsSeconds, null].map((upToSeconds) => ({ upToSeconds, fixes: 0 })),
  late: 0,
  outliers: 0,
  replaced: 0,
};
