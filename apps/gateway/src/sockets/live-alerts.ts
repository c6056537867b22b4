import { Injectable } from '@nestjs/common';
import type { AlertsServerEvents, AlertView, MessageOn, Topics } from '@watch-tower/contracts';
import { toAlertView } from '../read-models/find-alerts/to-alert-view.js';
import { LiveTrucks } from './live-trucks.js';

type Message = MessageOn<Topics['alertEvents']>;
type Announcement = keyof AlertsServerEvents;
type Listener = (announcement: Announcement, alert: AlertView) => void;

/**
 * What sockets are told of an event. History is not announced; what people do is always news, and who was told
 * of an alert is told that there was none.
 */
export const announcementOf = ({ type, data }: Message): Announcement | undefined => {
  const { isNews } = data.alert;
  switch (type) {
    case 'watchtower.alert.opened.v1':
      return isNews ? 'opened' : undefined;
    case 'watchtower.alert.closed.v1':
      return isNews ? 'closed' : undefined;
    case 'watchtower.alert.updated.v1':
    case 'watchtower.alert.withdrawn.v1':
      return isNews ? 'changed' : undefined;
    case 'watchtower.alert.acknowledged.v1':
    case 'watchtower.alert.assigned.v1':
    case 'watchtower.alert.unassigned.v1':
    case 'watchtower.alert.snoozed.v1':
    case 'watchtower.alert.unsnoozed.v1':
      return 'changed';
  }
};

/** Alerts for those who look on. */
@Injectable()
export class LiveAlerts {
  private readonly listeners: Listener[] = [];

  constructor(private readonly trucks: LiveTrucks) {}

  onAnnouncement(listener: Listener): void {
    this.listeners.push(listener);
  }

  announce(message: Message): void {
    const announcement = announcementOf(message);
    if (announcement === undefined) return;
    const { alert } = message.data;
    const stored = {
      state: alert,
      withdrawn: message.type === 'watchtower.alert.withdrawn.v1',
      stale: false,
      number: this.trucks.numberOf(alert.truckId) ?? null,
    };
    const view = toAlertView(stored, Date.now());
    for (const listener of this.listeners) listener(announcement, view);
  }
}
