import { setTimeout as pause } from 'node:timers/promises';
import type { StackFacts } from '@watch-tower/stack';
import { gpstime, type TraceFix } from '@watch-tower/testing';

const arrayLength = 100;
const patienceMs = 120_000;

/** Sends fixes of one truck in arrays, one after the other, as LocoNav's webhook does. @throws where one is not taken. */
export const sendFixes = async (
  { loconav }: Pick<StackFacts, 'loconav'>,
  plate: string,
  fixes: readonly (TraceFix & { readonly imei?: string })[],
): Promise<void> => {
  for (let from = 0; from < fixes.length; from += arrayLength) {
    const reports = fixes
      .slice(from, from + arrayLength)
      .map(({ deviceTimeMs, latitude, longitude, imei = '' }) => ({
        ...{ imei, vehiclenumber: plate, gpstime: gpstime(deviceTimeMs), latitude, longitude },
        ...{ speed: 30, ignition: '1', orientation: 90 },
      }));
    await send(loconav, JSON.stringify(reports));
  }
};

const send = async ({ webhookUrl, headers }: StackFacts['loconav'], body: string): Promise<void> => {
  const deadlineMs = Date.now() + patienceMs;
  for (;;) {
    const answer = await fetch(webhookUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
    const text = await answer.text();
    if (answer.status === 202) return;
    const mayTryAgain = answer.status === 429 || answer.status === 503;
    if (!mayTryAgain || Date.now() > deadlineMs)
      throw new Error(`the webhook answered ${answer.status}: ${text.slice(0, 300)}`);
    await pause(Number(answer.headers.get('retry-after') ?? 1) * 1_000);
  }
};
