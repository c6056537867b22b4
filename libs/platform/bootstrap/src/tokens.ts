import type { Logger } from '@watch-tower/messaging';
import type { Registry } from 'prom-client';

/** `@Inject(CONFIG)`: the service's validated configuration. */
export const CONFIG = Symbol('config');

/** `@Inject(LOGGER)`: the service's logger. Handlers need it rarely: the platform writes their line. */
export const LOGGER = Symbol('logger');

/** `@Inject(METRICS)`: the prom-client registry behind `/metrics`. */
export const METRICS = Symbol('metrics');

export type { Logger, Registry as MetricsRegistry };
