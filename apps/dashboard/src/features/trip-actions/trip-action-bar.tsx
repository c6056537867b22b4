import type { TripDetails } from '@watch-tower/contracts';
import { useState } from 'react';
import { Link } from 'react-router';
import { Button, buttonLook } from '../../components/ui/button.js';
import { DeedDialog } from './deed-dialog.js';
import { actionNames, actionsOf, type TripAction } from './trip-actions.js';

/** What can be told of a trip now, a button each, and the ways to its plan. */
export function TripActionBar({ trip, onDone }: { trip: TripDetails; onDone: (trip: TripDetails) => void }) {
  // The trip as it was when the form was opened: what comes meanwhile must not pass for seen.
  const [open, setOpen] = useState<{ action: TripAction; trip: TripDetails } | null>(null);
  const actions = actionsOf(trip);
  return (
    <div role="group" aria-label="Actions" className="mt-4 flex flex-wrap gap-2">
      {actions.map((action, index) => (
        <Button
          key={action}
          size="small"
          look={index === 0 && action !== 'hold' ? 'primary' : 'outline'}
          onClick={() => setOpen({ action, trip })}
        >
          {actionNames[action]}
        </Button>
      ))}
      {trip.status !== 'cancelled' && trip.status !== 'failed' && (
        <Link to={`/trips/${trip.id}/edit`} className={buttonLook({ size: 'small' })}>
          Edit
        </Link>
      )}
      {trip.status === 'failed' && (
        <Link to={`/trips/new?origin=${trip.id}`} className={buttonLook({ size: 'small', look: 'primary' })}>
          Go on as a new trip
        </Link>
      )}
      {open && (
        <DeedDialog
          {...open}
          onClose={() => setOpen(null)}
          onDone={(after) => {
            setOpen(null);
            onDone(after);
          }}
        />
      )}
    </div>
  );
}
