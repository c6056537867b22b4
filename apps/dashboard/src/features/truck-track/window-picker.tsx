import { useState } from 'react';
import { Button } from '../../components/ui/button.js';
import { ChoiceRow } from '../../components/ui/choice-row.js';
import { operatorTimeZone } from '../../settings/operator.js';
import {
  fromLocalField,
  spans,
  toLocalField,
  windowMaxMs,
  type ChosenWindow,
  type Span,
  type TrackWindow,
} from './track-window.js';

const spanNames: Record<Span, string> = {
  '2h': 'Last 2 h',
  '24h': 'Last 24 h',
  today: 'Today',
  yesterday: 'Yesterday',
};
const options = [
  ...spans.map((value) => ({ value, label: spanNames[value] })),
  { value: 'own', label: 'From – to' } as const,
];
const fieldLook = 'h-9 rounded-md border border-line-strong/80 bg-surface px-2 text-sm text-ink';

/** Which time of a truck is looked at. */
export function WindowPicker({
  chosen,
  window,
  onChoose,
}: {
  chosen: ChosenWindow;
  window: TrackWindow;
  onChoose: (chosen: ChosenWindow) => void;
}) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      <ChoiceRow
        label="Which time"
        value={chosen.span ?? 'own'}
        options={options}
        onChoose={(value) => onChoose(value === 'own' ? { span: null, window } : { span: value })}
      />
      {chosen.span === null && (
        <OwnWindow key={`${window.fromMs} ${window.toMs}`} window={window} onChoose={onChoose} />
      )}
    </div>
  );
}

function OwnWindow({ window, onChoose }: { window: TrackWindow; onChoose: (chosen: ChosenWindow) => void }) {
  const [from, setFrom] = useState(toLocalField(window.fromMs, operatorTimeZone));
  const [to, setTo] = useState(toLocalField(window.toMs, operatorTimeZone));
  const fromMs = fromLocalField(from, operatorTimeZone);
  const toMs = fromLocalField(to, operatorTimeZone);
  const fault = !(fromMs < toMs)
    ? 'It must end after it begins'
    : toMs - fromMs > windowMaxMs
      ? 'At most 31 days at once'
      : null;
  return (
    <form
      className="flex flex-wrap items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (fault === null) onChoose({ span: null, window: { fromMs, toMs } });
      }}
    >
      <input
        type="datetime-local"
        aria-label="From"
        value={from}
        className={fieldLook}
        onChange={({ target }) => setFrom(target.value)}
      />
      –
      <input
        type="datetime-local"
        aria-label="To"
        value={to}
        aria-invalid={fault !== null}
        className={fieldLook}
        onChange={({ target }) => setTo(target.value)}
      />
      <Button type="submit" size="small" className="h-9" disabled={fault !== null}>
        Show
      </Button>
      <span role="status" className="text-xs text-danger">
        {fault}
      </span>
    </form>
  );
}
