import type { Evidence, TripDetails } from '@watch-tower/contracts';
import type { NameOf } from '../../session/use-people.js';
import { operatorTimeZone } from '../../settings/operator.js';
import { evidenceInWords } from './evidence-words.js';

/** Why a fact of a trip is believed, under the fact. */
export function EvidenceNote({
  evidence,
  trip,
  nameOf,
}: {
  evidence: Evidence;
  trip: TripDetails;
  nameOf: NameOf;
}) {
  const { source, grounds } = evidenceInWords(evidence, {
    nameOf,
    placeName: (id) => nameOfPlace(trip, id),
    timeZone: operatorTimeZone,
    nowMs: Date.now(),
  });
  return (
    <p className="text-xs text-muted" data-evidence={evidence.kind}>
      {source}
      {grounds !== null && <span className="block">{grounds}</span>}
    </p>
  );
}

/** The name of a place that the trip knows: of its plan, or where an empty was really brought. */
export function nameOfPlace({ stops }: TripDetails, locationId: string): string | null {
  const places = stops.flatMap(({ location, broughtTo }) => [location, ...(broughtTo ? [broughtTo] : [])]);
  return places.find(({ id }) => id === locationId)?.name ?? null;
}
