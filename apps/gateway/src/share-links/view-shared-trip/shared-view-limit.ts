import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '@watch-tower/bootstrap';
import { ProblemError } from '@watch-tower/errors';
import type { Allowance, WindowLimiter } from '@watch-tower/redis';
import type { GatewayConfig } from '../../config.js';
import { Counters } from '../../edge/counters.js';

/**
 * Views of shared trips, counted per address of the machine, across all processes. It saves the database, not the
 * secret: 256 random bits are guessed by nobody, so that without Redis everybody may look.
 */
@Injectable()
export class SharedViewLimit {
  private readonly perAddress: WindowLimiter;

  constructor(counters: Counters, @Inject(CONFIG) config: Pick<GatewayConfig, 'sharedViewsPerAddressMax'>) {
    this.perAddress = counters.perQuarterHour('shared-views:address', config.sharedViewsPerAddressMax);
  }

  /** @throws ProblemError 429 when there were too many. */
  async take(address: string): Promise<void> {
    const { allowed, retryAfterMs } = await this.perAddress.take(address).catch(everybody);
    if (allowed) return;
    throw new ProblemError('too_many', 'too_many_views', 'Too many views; look again later.', {
      retryAfterSeconds: retryAfterMs / 1_000,
    });
  }
}

const everybody = (): Allowance => ({ allowed: true, retryAfterMs: 0 });
