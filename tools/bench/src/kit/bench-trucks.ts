import { byClients } from './appends.js';
import type { GatewayClient } from './gateway-client.js';
import { imeiOf, plateOf } from './reports.js';

/** Enough that at 500/s a truck reports every 1.2 s: LocoNav's clock has whole seconds, each fix needs its own. */
export const benchTrucks = 600;

/** The trucks of the benchmarks, registered where no earlier run has done so. @returns their ids. */
export const registeredTrucks = async (gateway: GatewayClient): Promise<string[]> => {
  const ids: string[] = [];
  let next = 0;
  await byClients(4, benchTrucks, async () => {
    const truck = next++;
    const body = { number: plateOf(truck), imei: imeiOf(truck) };
    ids[truck] = (await gateway.create('/api/v1/trucks', `bench-truck-${truck}`, body)).id;
  });
  return ids;
};
