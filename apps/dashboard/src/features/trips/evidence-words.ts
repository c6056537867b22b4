import type { Evidence } from '@watch-tower/contracts';
import { formatMoment } from '../../format/instants.js';
import type { NameOf } from '../../session/use-people.js';

/** Who reads, and what they call the places. */
export type Reader = {
  nameOf: NameOf;
  placeName: (locationId: string) => string | null;
  timeZone: string;
  nowMs: number;
};

/** Why we believe a fact: whose word it is, and what stands behind it. */
export type EvidenceInWords = { source: string; grounds: string | null };

export function evidenceInWords(evidence: Evidence, reader: Reader): EvidenceInWords {
  switch (evidence.kind) {
    case 'person':
      return { source: personInWords(evidence, reader.nameOf), grounds: evidence.reason ?? null };
    case 'visit': {
      const at = (fix: { deviceTime: string }): string =>
        formatMoment(fix.deviceTime, reader.timeZone, reader.nowMs);
      const { firstFix, lastFix, rule, fenceVersion, locationId } = evidence;
      return {
        source: `By the visit to ${reader.placeName(locationId) ?? 'a place off the plan'}`,
        grounds: `First fix inside ${at(firstFix)}, last ${at(lastFix)}; rule ${rule}, fence version ${fenceVersion}`,
      };
    }
    case 'rule':
      return { source: `By the rule ${evidence.rule}`, grounds: null };
    default:
      return unknownInWords(evidence);
  }
}

function personInWords({ actorId, role }: { actorId: string; role: string }, nameOf: NameOf): string {
  const name = nameOf(actorId);
  return name === null ? `By ${/^[aeiou]/.test(role) ? 'an' : 'a'} ${role}` : `By ${name}, ${role}`;
}

/** A page that is open while the server is renewed may hear of kinds it does not know. */
function unknownInWords({ kind }: { kind: string }): EvidenceInWords {
  return { source: `By ${kind.replaceAll(/[-_]/g, ' ')}`, grounds: null };
}
