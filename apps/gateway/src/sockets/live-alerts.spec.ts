import type { Alert, MessageOn, Topics } from '@watch-tower/contracts';
import { announcementOf } from './live-alerts.js';

type Message = MessageOn<Topics['alertEvents']>;

const announced = (event: string, isNews: boolean): string | undefined =>
  announcementOf({ type: `watchtower.alert.${event}.v1`, data: { alert: { isNews } as Alert } } as Message);

describe('sockets', () => {
  it.each([
    ['opened', 'opened'],
    ['closed', 'closed'],
    ['updated', 'changed'],
    ['withdrawn', 'changed'],
  ])('are told of %s alerts where that is news, and never of history', (event, announcement) => {
    expect(announced(event, true)).toBe(announcement);
    expect(announced(event, false)).toBeUndefined();
  });

  it.each(['acknowledged', 'assigned', 'unassigned', 'snoozed', 'unsnoozed'])(
    'are told that somebody has %s an alert, however old it is',
    (event) => {
      expect(announced(event, false)).toBe('changed');
    },
  );
});
