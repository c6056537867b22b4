import type { AlertView, Me, Person } from '@watch-tower/contracts';
import { AlarmClock, AlarmClockOff, Check, UserMinus, UserPlus, UsersRound } from 'lucide-react';
import { Button } from '../../components/ui/button.js';
import { Menu, MenuItem, MenuLabel } from '../../components/ui/menu.js';
import { operatorTimeZone } from '../../settings/operator.js';
import { snoozeTimes } from './snooze-times.js';
import type { AlertDeed } from './use-alert-deeds.js';

/** What the signed-in person may do about an open alert. */
export function AlertActions({
  alert,
  me,
  people,
  busy,
  onAct,
}: {
  alert: AlertView;
  me: Me;
  people: readonly Person[];
  busy: boolean;
  onAct: (deed: AlertDeed) => void;
}) {
  const assignee = alert.assignment?.userId;
  const mine = assignee === me.id;
  const others = people.filter(({ id, role }) => id !== me.id && id !== assignee && role !== 'viewer');
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
      {others.length > 0 && (
        <Menu
          trigger={
            <Button size="small" disabled={busy}>
              <UsersRound aria-hidden />
              Give it to
            </Button>
          }
        >
          <MenuLabel>Who is to look at it</MenuLabel>
          {others.map(({ id, name }) => (
            <MenuItem key={id} onSelect={() => onAct({ what: 'assign', userId: id })}>
              {name}
            </MenuItem>
          ))}
        </Menu>
      )}
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
