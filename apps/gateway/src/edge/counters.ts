import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { CONFIG, LOGGER, type Logger } from '@watch-tower/bootstrap';
import { openRedis, WindowLimiter } from '@watch-tower/redis';
import type { GatewayConfig } from '../config.js';

const windowMs = 15 * 60_000;

/** Well within the 250 ms that a sign-in may take where Redis is frozen. */
const commandTimeoutMs = 150;

/** What is counted across all processes, in Redis. What it means that Redis is away is decided by who counts. */
@Injectable()
export class Counters implements OnModuleDestroy {
  private readonly redis;

  constructor(@Inject(CONFIG) config: Pick<GatewayConfig, 'redisUrl'>, @Inject(LOGGER) logger: Logger) {
    let reported = false;
    this.redis = openRedis({
      url: config.redisUrl,
      clientName: 'watch-tower-gateway',
      commandTimeoutMs,
      onError: (err) => {
        // Once per outage, not once per attempt to reconnect.
        if (!reported) logger.warn({ err }, 'Redis is away: nobody can sign in until it is back');
        reported = true;
      },
    });
    this.redis.on('ready', () => (reported = false));
  }

  /** At most `limit` takes of a key in a quarter of an hour. */
  perQuarterHour(name: string, limit: number): WindowLimiter {
    return new WindowLimiter(this.redis, { name, limit, windowMs });
  }

  onModuleDestroy(): void {
    this.redis.disconnect();
  }
}
