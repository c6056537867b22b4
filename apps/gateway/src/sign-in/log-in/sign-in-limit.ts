import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '@watch-tower/bootstrap';
import { ProblemError } from '@watch-tower/errors';
import type { Allowance, WindowLimiter } from '@watch-tower/redis';
import type { GatewayConfig } from '../../config.js';
import { Counters } from '../../edge/counters.js';

/**
 * Attempts to sign in, counted per address of the person and of the machine, across all processes. Fails
 * closed: a Redis that is away must not open the door to guessing.
 */
@Injectable()
export class SignInLimit {
  private readonly perEmail: WindowLimiter;
  private readonly perAddress: WindowLimiter;

  constructor(
    counters: Counters,
    @Inject(CONFIG)
    config: Pick<GatewayConfig, 'signInAttemptsPerEmailMax' | 'signInAttemptsPerAddressMax'>,
  ) {
    this.perEmail = counters.perQuarterHour('sign-in:email', config.signInAttemptsPerEmailMax);
    this.perAddress = counters.perQuarterHour('sign-in:address', config.signInAttemptsPerAddressMax);
  }

  /** @throws ProblemError 429 when there were too many attempts, 503 when nobody can tell. */
  async take(email: string, address: string): Promise<void> {
    const allowances = await this.attempt(() =>
      Promise.all([this.perEmail.take(email), this.perAddress.take(address)]),
    );
    const refused = allowances.filter((allowance: Allowance) => !allowance.allowed);
    if (refused.length === 0) return;
    throw new ProblemError(
      'too_many',
      'too_many_sign_ins',
      'Too many attempts to sign in; try again later.',
      {
        retryAfterSeconds: Math.max(...refused.map(({ retryAfterMs }) => retryAfterMs)) / 1_000,
      },
    );
  }

  /** Forgets the attempts for an email: who has signed in is nobody who guesses. */
  async forget(email: string): Promise<void> {
    await this.attempt(() => this.perEmail.clear(email));
  }

  private async attempt<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (cause) {
      throw new ProblemError(
        'unavailable',
        'sign_in_unavailable',
        'Signing in is not possible for the moment.',
        {
          retryAfterSeconds: 5,
          cause,
        },
      );
    }
  }
}
