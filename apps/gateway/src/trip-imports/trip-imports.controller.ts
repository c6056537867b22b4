import { Controller, Req } from '@nestjs/common';
import { routes, spreadsheetTypes, type ImportPreview, type ImportResult } from '@watch-tower/contracts';
import { ProblemError } from '@watch-tower/errors';
import { errorCodes, type FastifyRequest } from 'fastify';
import { IdParam, Route } from '../edge/route.js';
import type { Caller } from '../sign-in/access-tokens.js';
import { CallerOf } from '../sign-in/access.guard.js';
import { CreateImported } from './create-imported.js';
import { PreviewImport } from './preview-import.js';
import { readCsv } from './read-table/read-csv.js';
import { readXlsx } from './read-table/read-xlsx.js';

@Controller()
export class TripImportsController {
  constructor(
    private readonly previews: PreviewImport,
    private readonly imported: CreateImported,
  ) {}

  @Route(routes.previewTripImport)
  async preview(@CallerOf() caller: Caller, @Req() request: FastifyRequest): Promise<ImportPreview> {
    const { body } = request;
    if (!Buffer.isBuffer(body)) {
      throw new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE(request.headers['content-type']);
    }
    const isCsv = request.headers['content-type']?.startsWith(spreadsheetTypes.csv) === true;
    const table = isCsv ? readCsv(body) : await readXlsx(body);
    refuseNul(table);
    return this.previews.preview(table, caller.id);
  }

  @Route(routes.createImportedTrips)
  create(@CallerOf() caller: Caller, @IdParam() importId: string): Promise<ImportResult> {
    return this.imported.create(importId, caller);
  }
}

/** PostgreSQL takes no NUL in a text. */
const refuseNul = (table: readonly (readonly string[])[]): void => {
  if (!table.some((row) => row.some((cell) => cell.includes('\0')))) return;
  throw new ProblemError(
    'unprocessable',
    'file_unreadable',
    'No text of the file may contain a NUL character.',
  );
};
