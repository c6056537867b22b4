import { fixKey, judgeFix, type JudgementLimits } from '@watch-tower/fleet-domain';
import type { SetApart } from '../quarantine/quarantine.js';
import type { IdentifiedFix } from '../reported-position.js';
import type { KnownAtMoments } from './vehicle-positions.js';

/**
 * Judges the fixes of a slice. A fix is dated against its earliest receipt: a copy that comes once its time
 * has come is as wrong as the first was.
 * @returns the good ones by truck, and the others with their reason.
 */
export const judgeFixes = (
  fixes: readonly IdentifiedFix[],
  limits: JudgementLimits,
  condemnedBefore: KnownAtMoments['condemned'],
): { good: Map<string, IdentifiedFix[]>; apart: SetApart[] } => {
  const judged = fixes.map((fix) => ({
    fix,
    reason: judgeFix(fix, fix.source.receivedAt.getTime(), limits),
  }));
  const condemned = new Set([
    ...condemnedBefore.map(copyKey),
    ...judged.filter(({ reason }) => reason === 'future').map(({ fix }) => copyKey(fix)),
  ]);
  const good = new Map<string, IdentifiedFix[]>();
  const apart: SetApart[] = [];
  for (const { fix, reason } of judged) {
    const verdict = reason ?? (condemned.has(copyKey(fix)) ? 'future' : null);
    if (verdict !== null) {
      apart.push({ reason: verdict, source: fix.source, fix });
      continue;
    }
    const ofTruck = good.get(fix.truckId);
    if (ofTruck === undefined) good.set(fix.truckId, [fix]);
    else ofTruck.push(fix);
  }
  return { good, apart };
};

const copyKey = (fix: KnownAtMoments['condemned'][number]): string => `${fix.truckId} ${fixKey(fix)}`;
