import type { TripDetails } from '@watch-tower/contracts';
import { useState } from 'react';
import { faultsOf } from '../../api/api-error.js';
import { ChoiceRow } from '../../components/ui/choice-row.js';
import { operatorTimeZone } from '../../settings/operator.js';
import type { TimeToCorrect } from '../trips/stop-table.js';
import { fromLocalField, toLocalField } from '../truck-track/track-window.js';
import { MomentField, ReasonField } from './deed-fields.js';
import { TellingDialog } from './telling-dialog.js';
import { useTripDeed } from './use-trip-deed.js';

/** Sets a time by hand, or gives it back to the visits. */
export function CorrectDialog({
  time,
  trip,
  onDone,
  onClose,
}: {
  time: TimeToCorrect;
  trip: TripDetails;
  onDone: (trip: TripDetails) => void;
  onClose: () => void;
}) {
  const { milestone, stopIndex, name, actual } = time;
  const [by, setBy] = useState<'hand' | 'visits'>('hand');
  const [at, setAt] = useState(actual ? toLocalField(Date.parse(actual.at), operatorTimeZone) : '');
  const [reason, setReason] = useState('');
  const { busy, error, news, tell } = useTripDeed(trip, onDone);
  const faults = faultsOf(error);
  return (
    <TellingDialog
      title={`Correct: ${name}`}
      busy={busy}
      error={error}
      news={news}
      onClose={onClose}
      onTell={() => {
        const told = by === 'hand' ? new Date(fromLocalField(at, operatorTimeZone)).toISOString() : null;
        tell({ do: 'correct', body: { milestone, stopIndex, at: told, reason } });
      }}
    >
      <ChoiceRow
        label="By what the time stands"
        value={by}
        options={[
          { value: 'hand', label: 'Set it by hand' },
          { value: 'visits', label: 'Give it back to the visits' },
        ]}
        onChoose={setBy}
      />
      {by === 'hand' ? (
        <MomentField label="When it was" required value={at} fault={faults.get('at')} onChange={setAt} />
      ) : (
        <p className="text-sm text-muted">
          What people have set is taken away. The visits tell the time again, or that nothing has happened.
        </p>
      )}
      <ReasonField value={reason} fault={faults.get('reason')} onChange={setReason} />
    </TellingDialog>
  );
}
