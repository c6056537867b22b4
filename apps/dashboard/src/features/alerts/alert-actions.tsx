import type { AlertView, Me } from '@watch-tower/contracts';
import { AlarmClock, AlarmClockOff, Check, UserMinus, UserPlus } from 'lucide-react';
import { Button } from '../../components/ui/button.js';
import { Menu, MenuItem, MenuLabel } from '../../components/ui/menu.js';
import { operatorTimeZone } from '../../settings/operator.js';
import { snoozeTimes } from './snooze-times.js';
import type { AlertDeed } from './use-alert-deeds.js';

/** What the signed-in person may do about an open alert. */
export function AlertActions({
  alert,
  me,
  busy,
  onAct,
}: {
  alert: AlertView;
  me: Me;
  busy: boolean;
  onAct: (deed: AlertDeed) => void;
}) {
  const mine = alert.assignment?.userId === me.id;
  return (
    <div className="flex flex-wrap gap-2">
      {alert.acknowledgement === null && (
        <Button size="small" look="primary" disabled={busy} onClick={() => onAct({ what: 'acknowledge' })}>
          <Check aria-hidden />
          Acknowledge
        </Button>
      )}
      <Button
        size="small"
        disabled={busy}
        onClick={() => onAct({ what: 'assign', userId: mine ? null : me.id })}
      >
        {mine ? <UserMinus aria-hidden /> : <UserPlus aria-hidden />}
        {mine ? 'Give it back' : 'Take it'}
      </Button>
      {alert.isSnoozed ? (
        <Button size="small" disabled={busy} onClick={() => onAct({ what: 'snooze', until: null })}>
          <AlarmClockOff aria-hidden />
          End the snooze
        </Button>
      ) : (
        <Menu
          trigger={
            <Button size="small" disabled={busy}>
              <AlarmClock aria-hidden />
              Snooze
            </Button>
          }
        >
          <MenuLabel>Be quiet about it</MenuLabel>
          {snoozeTimes(Date.now(), operatorTimeZone).map(({ label, until }) => (
            <MenuItem key={label} onSelect={() => onAct({ what: 'snooze', until })}>
              {label}
            </MenuItem>
          ))}
        </Menu>
      )}
    </div>
  );
}
