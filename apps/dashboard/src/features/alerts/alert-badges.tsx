import type { AlertView } from '@watch-tower/contracts';
import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import { classNames } from '../../components/ui/class-names.js';
import { severityNames, type Standing } from './alert-words.js';

const severityLooks = {
  critical: { icon: CircleAlert, tone: 'text-danger' },
  warning: { icon: TriangleAlert, tone: 'text-idling-text' },
  info: { icon: Info, tone: 'text-stationary-text' },
} as const;

/** How much an alert matters, by shape and colour; readers hear the word. */
export function SeverityMark({ severity }: { severity: AlertView['severity'] }) {
  const { icon: Icon, tone } = severityLooks[severity];
  return (
    <span title={severityNames[severity]} className={classNames('inline-flex shrink-0', tone)}>
      <Icon aria-hidden className="size-4" />
      <span className="sr-only">{severityNames[severity]}: </span>
    </span>
  );
}

const standingLooks: Record<Standing, { word: string; ground: string }> = {
  open: { word: 'Open', ground: 'bg-outdated-soft text-outdated-text' },
  acknowledged: { word: 'Acknowledged', ground: 'bg-accent-soft text-accent-strong' },
  snoozed: { word: 'Snoozed', ground: 'bg-idling-soft text-idling-text' },
  closed: { word: 'Closed', ground: 'bg-moving-soft text-moving-text' },
  withdrawn: { word: 'Withdrawn', ground: 'bg-sunken text-muted ring-1 ring-line ring-inset' },
};

export function StandingBadge({ standing }: { standing: Standing }) {
  const { word, ground } = standingLooks[standing];
  return (
    <span
      data-standing={standing}
      className={classNames('rounded px-1.5 py-0.5 text-xs font-medium whitespace-nowrap', ground)}
    >
      {word}
    </span>
  );
}
