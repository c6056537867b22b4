import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { CONFIG, LOGGER, type Logger } from '@watch-tower/bootstrap';
import { Schedule } from '@watch-tower/database';
import type { FleetConfig } from '../../config.js';
import { MirrorTrips } from './mirror-trips.js';

const intervalMs = 15_000;

/** When trips are brought in step: as soon as one changes here, and from time to time for what was put off. */
@Injectable()
export class MirrorRhythm implements OnModuleDestroy {
  private readonly isOn: boolean;
  private running: Promise<void> | undefined;
  private again = false;
  private stopped = false;

  constructor(
    private readonly trips: MirrorTrips,
    schedule: Schedule,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(CONFIG) config: Pick<FleetConfig, 'loconavToken' | 'loconavMirrorTrips'>,
  ) {
    this.isOn = config.loconavToken !== undefined && config.loconavMirrorTrips;
    if (this.isOn) schedule.every({ name: 'mirror-trips', intervalMs, run: () => trips.run() });
  }

  /** Does not wait; what fails is tried again on the schedule. */
  wake(): void {
    if (!this.isOn || this.stopped) return;
    this.again = true;
    this.running ??= this.runWhileWoken().finally(() => (this.running = undefined));
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  private async runWhileWoken(): Promise<void> {
    while (this.again && !this.stopped) {
      this.again = false;
      try {
        await this.trips.run();
      } catch (error) {
        this.logger.warn({ err: error }, 'trips could not be brought in step with LocoNav for now');
      }
    }
  }
}
