import type { StackFacts } from '@watch-tower/stack';
import { post } from '../load/connection.js';

const two = (value: number): string => String(value).padStart(2, '0');

/** `17-12-2021 09:57:07`, in UTC. */
const gpsTime = (ms: number): string => {
  const time = new Date(ms);
  const day = `${two(time.getUTCDate())}-${two(time.getUTCMonth() + 1)}-${time.getUTCFullYear()}`;
  return `${day} ${time.toISOString().slice(11, 19)}`;
};

export const plateOf = (truck: number): string => `BEN ${String(truck).padStart(3, '0')} XA`;
export const imeiOf = (truck: number): string => `86${String(truck).padStart(13, '0')}`;

/** A location report in LocoNav's shape. Its clock has whole seconds. `step` moves the truck some metres on. */
export const report = (truck: number, deviceTimeMs: number, step: number): object => ({
  imei: imeiOf(truck),
  speed: 20 + (step % 40),
  gpstime: gpsTime(deviceTimeMs),
  ignition: '1',
  latitude: 6.45 + (truck % 100) / 1_000 + (step % 500) / 20_000,
  longitude: 3.36 + (truck % 90) / 1_000 + (step % 500) / 20_000,
  orientation: (step * 7) % 360,
  vehiclenumber: plateOf(truck),
  sharpTurn: '0',
  harshBraking: '0',
  harshAcceleration: '0',
  rockBreakerPedal: '0',
});

export const webhookRequest = ({ loconav }: StackFacts, body: object): Buffer =>
  post(loconav.webhookUrl, loconav.headers, JSON.stringify(body));
