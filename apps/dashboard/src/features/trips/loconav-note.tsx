import type { LoconavMirror, TripDetails } from '@watch-tower/contracts';
import { Instant } from '../../components/instant.js';

const stateNames: Record<LoconavMirror['state'], string> = {
  mirrored: 'Entered there',
  under_way: 'Under way there',
  ended: 'Ended there',
  cancelled: 'Cancelled there',
  failed: 'Not in step',
  needless: 'Not entered there',
};

/** Whether LocoNav shows the trip as it is, and where anybody may watch it. */
export function LoconavFact({ mirror }: { mirror: LoconavMirror | null }) {
  if (!mirror) return 'Not entered there';
  // It comes from outside: no other kind of address is followed.
  const watchUrl = mirror.trackUrl !== null && /^https?:/i.test(mirror.trackUrl) ? mirror.trackUrl : null;
  return (
    <>
      {stateNames[mirror.state]}, since <Instant at={mirror.since} />
      {watchUrl !== null && (
        <a
          href={watchUrl}
          target="_blank"
          rel="noreferrer"
          className="block text-accent underline-offset-4 hover:underline"
        >
          Watch it at LocoNav
        </a>
      )}
    </>
  );
}

/** What keeps LocoNav from having the trip, while it still matters. */
export function LoconavFailure({ trip: { loconav, status } }: { trip: TripDetails }) {
  const isOver = status !== 'scheduled' && status !== 'ongoing';
  if (loconav?.state !== 'failed' || isOver) return null;
  return (
    <p data-remark="LocoNav" className="mt-3 rounded-md bg-idling-soft px-3 py-2 text-idling-text">
      LocoNav does not show this trip as it is, since <Instant at={loconav.since} />: {loconav.reason}{' '}
      {loconav.nextTryAt === null ? (
        'It is tried again when the trip changes.'
      ) : (
        <>
          It is tried again <Instant at={loconav.nextTryAt} />.
        </>
      )}{' '}
      The trip itself goes on.
    </p>
  );
}
