import type { DataQuality } from '@watch-tower/contracts';
import { Timer } from 'lucide-react';
import { Card } from '../../components/ui/card.js';
import { Awaited, EmptyState } from '../../components/ui/notice.js';
import { Bar } from './bar.js';
import { formatShare, formatSpan, stepNames } from './quality-words.js';

const sourceNames: Record<string, string> = { webhook: 'Webhook', poll: 'Polling' };
/** A truck that is silent for longer than this is shown as silent: such a fix came too late to prevent that. */
const slowSeconds = 600;

/** How long fixes were on their way, for each way that they come. */
export function LagCard({ quality }: { quality: DataQuality | null }) {
  return (
    <Card title="Lag by source">
      {quality === null ? (
        <div className="space-y-3 p-4">
          {Array.from({ length: 6 }, (_, row) => (
            <Awaited key={row} className="h-4 w-full" />
          ))}
        </div>
      ) : quality.sources.length === 0 ? (
        <EmptyState icon={Timer} title="No fix in this window">
          Neither webhooks nor polling brought a position. If trucks are on the road, the way from LocoNav is
          cut.
        </EmptyState>
      ) : (
        <div className="divide-y divide-line">
          {quality.sources.map((source) => (
            <Source key={source.channel} source={source} />
          ))}
        </div>
      )}
    </Card>
  );
}

function Source({ source }: { source: DataQuality['sources'][number] }) {
  const names = stepNames(source.lagSteps);
  const most = Math.max(1, ...source.lagSteps.map(({ fixes }) => fixes));
  const name = sourceNames[source.channel] ?? source.channel;
  return (
    <section aria-label={name} data-source={source.channel} className="px-4 py-3.5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h3 className="font-medium">{name}</h3>
        <p className="text-xs text-muted">
          {source.fixes === 1 ? '1 fix' : `${source.fixes.toLocaleString('en-GB')} fixes`}
        </p>
      </div>
      <dl className="mt-2 grid grid-cols-3 gap-2">
        <Percentile name="p50" title="Half of the fixes were faster" seconds={source.lagP50Seconds} />
        <Percentile name="p95" title="Nineteen of twenty were faster" seconds={source.lagP95Seconds} />
        <Percentile name="longest" title="The slowest fix of all" seconds={source.lagMaxSeconds} />
      </dl>
      <table className="mt-3 w-full text-xs">
        <caption className="sr-only">{name}: fixes by lag</caption>
        <tbody>
          {source.lagSteps.map(({ upToSeconds, fixes }, nth) => (
            <tr key={names[nth]}>
              <th scope="row" className="w-28 py-1 pr-3 text-left font-normal whitespace-nowrap text-muted">
                {names[nth]}
              </th>
              <td className="py-1">
                <Bar
                  share={fixes / most}
                  tone={upToSeconds === null || upToSeconds > slowSeconds ? 'idling' : 'accent'}
                />
              </td>
              <td className="w-14 py-1 pl-3 text-right">{fixes.toLocaleString('en-GB')}</td>
              <td className="w-14 py-1 pl-2 text-right whitespace-nowrap text-muted">
                {formatShare(fixes, source.fixes)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Percentile({ name, title, seconds }: { name: string; title: string; seconds: number | null }) {
  return (
    <div title={title}>
      <dt className="text-xs text-muted">{name}</dt>
      <dd className="font-semibold">{seconds === null ? '–' : formatSpan(seconds)}</dd>
    </div>
  );
}
