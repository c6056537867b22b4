import { Controller } from '@nestjs/common';
import { routes, type AlertView, type FindAlertsQuery, type Page } from '@watch-tower/contracts';
import { ProblemError } from '@watch-tower/errors';
import { versioned, type Answer } from '../edge/answer.js';
import { BodyOf, IdParam, QueryOf, Route } from '../edge/route.js';
import type { Command } from '../operations/place-command/command.js';
import { CommandDesk } from '../operations/place-command/command-desk.js';
import { ConditionsOf, type Conditions } from '../operations/request-conditions.js';
import { FindAlerts } from '../read-models/find-alerts/find-alerts.js';
import type { Caller } from '../sign-in/access-tokens.js';
import { CallerOf } from '../sign-in/access.guard.js';
import { Users } from '../sign-in/users.js';
import { acknowledgeAlert } from './acknowledge-alert/acknowledge-alert.js';
import { assignAlert } from './assign-alert/assign-alert.js';
import { snoozeAlert } from './snooze-alert/snooze-alert.js';

const now = (): string => new Date().toISOString();

@Controller()
export class AlertsController {
  constructor(
    private readonly desk: CommandDesk,
    private readonly alerts: FindAlerts,
    private readonly users: Users,
  ) {}

  @Route(routes.findAlerts)
  find(@QueryOf(routes.findAlerts) query: FindAlertsQuery): Promise<Page<AlertView>> {
    return this.alerts.find(query);
  }

  @Route(routes.getAlert)
  async get(@IdParam() id: string): Promise<Answer> {
    const alert = await this.alerts.read(id);
    if (alert === undefined)
      throw new ProblemError('not_found', 'alert_not_found', 'There is no such alert.');
    return versioned(alert);
  }

  @Route(routes.acknowledgeAlert)
  acknowledge(
    @CallerOf() caller: Caller,
    @ConditionsOf() conditions: Conditions,
    @IdParam() id: string,
    @BodyOf(routes.acknowledgeAlert) body: object,
  ): Promise<Answer> {
    return this.carryOut(caller, conditions, body, acknowledgeAlert(id, now(), conditions.expectedVersion));
  }

  /** The gateway owns users: whether there is such a one is decided here. */
  @Route(routes.assignAlert)
  async assign(
    @CallerOf() caller: Caller,
    @ConditionsOf() conditions: Conditions,
    @IdParam() id: string,
    @BodyOf(routes.assignAlert) body: { userId: string | null },
  ): Promise<Answer> {
    if (body.userId !== null && (await this.users.find(body.userId)) === undefined) {
      throw new ProblemError('not_found', 'user_not_found', 'There is no user with this id.', {
        errors: [{ field: 'userId', message: 'must be the id of a user' }],
      });
    }
    const command = assignAlert(id, body.userId, now(), conditions.expectedVersion);
    return this.carryOut(caller, conditions, body, command);
  }

  @Route(routes.snoozeAlert)
  snooze(
    @CallerOf() caller: Caller,
    @ConditionsOf() conditions: Conditions,
    @IdParam() id: string,
    @BodyOf(routes.snoozeAlert) body: { until: string | null },
  ): Promise<Answer> {
    const command = snoozeAlert(id, body.until, now(), conditions.expectedVersion);
    return this.carryOut(caller, conditions, body, command);
  }

  private carryOut(caller: Caller, conditions: Conditions, body: unknown, command: Command): Promise<Answer> {
    return this.desk.carryOut({ caller, conditions, body, command }, this.alerts);
  }
}
