import { Controller } from '@nestjs/common';
import { routes, type SuggestedTrucks, type SuggestTrucksQuery } from '@watch-tower/contracts';
import { QueryOf, Route } from '../edge/route.js';
import { SuggestTrucks } from '../read-models/suggest-trucks/suggest-trucks.js';

@Controller()
export class TruckSuggestionsController {
  constructor(private readonly trucks: SuggestTrucks) {}

  @Route(routes.suggestTrucks)
  suggest(@QueryOf(routes.suggestTrucks) query: SuggestTrucksQuery): Promise<SuggestedTrucks> {
    return this.trucks.find(query);
  }
}
