import { Controller } from '@nestjs/common';
import { routes, type Operation } from '@watch-tower/contracts';
import { ProblemError } from '@watch-tower/errors';
import { IdParam, Route } from '../edge/route.js';
import { toOperation } from './get-operation/to-operation.js';
import { Operations } from './operations.js';

@Controller()
export class OperationsController {
  constructor(private readonly operations: Operations) {}

  @Route(routes.getOperation)
  async get(@IdParam() id: string): Promise<Operation> {
    const stored = await this.operations.find(id);
    if (stored === undefined)
      throw new ProblemError('not_found', 'operation_not_found', 'There is no such operation.');
    return toOperation(stored);
  }
}
