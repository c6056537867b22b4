import { z } from 'zod';
import { instant } from '../values.js';

/** When a truck is expected at the next stop of its trip, and what that rests on. */
export const outlook = z.object({
  stopIndex: z.int().describe('The stop it is on its way to'),
  expectedAt: instant,
  basis: z
    .object({
      fixAt: instant.describe('When the truck was where the way that is left is measured from'),
      distanceKm: z.number().describe('From there to the stop, as the crow flies'),
      speedKmh: z.number().describe('As the crow flies too: it stands for roads, queues and breaks'),
      laneTrips: z
        .int()
        .describe(
          'Of how many trips between the same two places the speed is the median; 0: too few, it is what the operator expects anywhere',
        ),
    })
    .describe('expectedAt is fixAt and the time that the distance takes at that speed, but never before now'),
});
export type Outlook = z.infer<typeof outlook>;

export const tripOutlook = z.object({
  outlook: outlook
    .nullable()
    .describe(
      'Null unless the truck is on its way to a delivery or the return of the empty, and was seen of late',
    ),
});
export type TripOutlook = z.infer<typeof tripOutlook>;
