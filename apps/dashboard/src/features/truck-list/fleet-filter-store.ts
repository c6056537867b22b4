import { create } from 'zustand';
import type { FleetFilter } from './find-in-fleet.js';

/** What is looked for beside the map. Stays while other pages are open. */
export const useFleetFilter = create<FleetFilter & { change: (part: Partial<FleetFilter>) => void }>(
  (set) => ({
    text: '',
    motion: null,
    order: 'number',
    change: (part) => set(part),
  }),
);
