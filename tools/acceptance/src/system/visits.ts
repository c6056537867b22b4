import { topics, type Fence, type Page, type VisitView } from '@watch-tower/contracts';
import type { Place } from '@watch-tower/fleet-domain';
import { readTopic } from '@watch-tower/kafka';
import type { Api, StackFacts } from '@watch-tower/stack';

/** All visits of a truck, as the gateway tells them. */
export const visitsShown = async (api: Api, truckId: string): Promise<VisitView[]> => {
  const visits: VisitView[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const from = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page = (await api.get(`/api/v1/visits?truckId=${truckId}&limit=200${from}`)) as Page<VisitView>;
    visits.push(...page.items);
    cursor = page.nextCursor;
  }
  return visits;
};

/** What was told of visits of a truck. */
export type Messages = { readonly told: number; readonly corrected: number; readonly withdrawn: number };

/** The messages of each truck on the topic of visits; each id counts once. */
export const visitMessages = async ({ kafka }: StackFacts): Promise<ReadonlyMap<string, Messages>> => {
  const counts = new Map<string, Messages>();
  const ids = new Set<string>();
  for await (const { key, headers } of readTopic({
    brokers: [...kafka.brokers],
    topic: topics.visitEvents.name,
  })) {
    const id = headers['ce_id'] ?? '';
    if (key === null || ids.has(id)) continue;
    ids.add(id);
    const { told, corrected, withdrawn } = counts.get(key) ?? { told: 0, corrected: 0, withdrawn: 0 };
    const type = headers['ce_type'] ?? '';
    counts.set(key, {
      told: told + 1,
      corrected: corrected + Number(type.includes('corrected')),
      withdrawn: withdrawn + Number(type.includes('withdrawn')),
    });
  }
  return counts;
};

/** Registers a place with this fence. @returns it as the rules take it. */
export const registerPlace = async (api: Api, key: string, fence: Fence): Promise<Place> => {
  const body = { name: key, type: 'client', fence };
  const { id, version } = await api.command('POST /api/v1/locations', `acceptance-${key}`, body);
  return { id, fences: [{ version, fromMs: 0, fence }] };
};

/** @returns the truck's id. */
export const registerTruck = async (api: Api, plate: string): Promise<string> => {
  const { id } = await api.command('POST /api/v1/trucks', `acceptance-${plate}`, { number: plate });
  return id;
};
