import { Inject, Injectable } from '@nestjs/common';
import { LOGGER, type Logger } from '@watch-tower/bootstrap';
import { Schedule } from '@watch-tower/database';
import { FollowTrips } from './follow-trips.js';

const intervalMs = 15_000;

/** When trips are followed: soon after something was told, and on a rhythm for the clock and for what failed. */
@Injectable()
export class FollowRhythm {
  private running: Promise<void> | null = null;
  private isAskedAgain = false;

  constructor(
    private readonly trips: FollowTrips,
    schedule: Schedule,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    schedule.every({ name: 'follow-trips', intervalMs, run: () => trips.run(new Date()) });
  }

  /** Follows marked trips soon; asked while it does, once more after. */
  wake(): void {
    this.isAskedAgain = true;
    this.running ??= this.runWhileAsked().finally(() => {
      this.running = null;
    });
  }

  private async runWhileAsked(): Promise<void> {
    while (this.isAskedAgain) {
      this.isAskedAgain = false;
      try {
        await this.trips.followMarked();
      } catch (error) {
        this.logger.warn({ err: error, againInMs: intervalMs }, 'trips were not followed');
      }
    }
  }
}
