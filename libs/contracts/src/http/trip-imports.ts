import { z } from 'zod';
import { tripPlan } from '../messages/trip.js';
import { uuid } from '../values.js';
import { problem } from './common.js';
import { dispatchers, type RouteDefinition } from './route.js';

export const spreadsheetTypes = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** The columns of an import, by their names in its first row; case, spaces and dashes do not matter. */
export const importColumn = z.enum([
  'vpc_id',
  'pickup',
  'delivery',
  'delivery_2',
  'empty_return',
  'client',
  'truck',
  'driver',
  'container_1',
  'container_2',
  'cargo_type',
  'weight_tons',
  'scheduled_departure',
]);
export type ImportColumn = z.infer<typeof importColumn>;

export const importFault = z.object({
  column: importColumn,
  value: z.string(),
  fault: z.string().describe('What is wrong, a sentence'),
  remedy: z.string().describe('What to do about it, a sentence'),
});
export type ImportFault = z.infer<typeof importFault>;

export const importRow = z.object({
  row: z.int().describe('As spreadsheets count: the columns’ names stand in row 1'),
  fields: z.partialRecord(importColumn, z.string()).describe('What stands there; empty cells are left out'),
  faults: z.array(importFault),
  creates: tripPlan.nullable().describe('Null where a fault stands in the way'),
});
export type ImportRow = z.infer<typeof importRow>;

export const importPreview = z.object({
  importId: uuid,
  rows: z.array(importRow),
  good: z.int(),
  bad: z.int(),
  ignoredColumns: z.array(z.string()).describe('Columns whose names nobody knows'),
});
export type ImportPreview = z.infer<typeof importPreview>;

const ofRow = z.object({ row: z.int(), vpcId: z.string() });
export const importedRow = z.discriminatedUnion('status', [
  ofRow.extend({ status: z.literal('created'), tripId: uuid }),
  ofRow.extend({
    status: z.literal('refused'),
    problem: problem.omit({ instance: true, correlationId: true }),
  }),
  ofRow.extend({
    status: z.literal('pending'),
    operationUrl: z.string().describe('Where to ask what became of it; or ask for the same import again'),
  }),
]);
export type ImportedRow = z.infer<typeof importedRow>;

export const importResult = z.object({
  importId: uuid,
  items: z.array(importedRow).describe('The good rows'),
  created: z.int(),
  refused: z.int(),
  pending: z.int(),
});
export type ImportResult = z.infer<typeof importResult>;

export const tripImportRoutes = {
  previewTripImport: {
    method: 'POST',
    path: '/api/v1/trips/imports/preview',
    tag: 'Trips',
    summary:
      'Read trips from a CSV or XLSX file of up to 2,000 rows: what each row would create, or what is wrong with it',
    access: dispatchers,
    file: Object.values(spreadsheetTypes),
    refusals: {
      413: 'The file is too large',
      415: 'Neither CSV nor XLSX',
      422: 'The file cannot be read, holds too many rows, or lacks a column',
      503: 'Other files are being read; Retry-After says when to send it again',
    },
    answer: { status: 200, schema: importPreview },
  },
  createImportedTrips: {
    method: 'POST',
    path: '/api/v1/trips/imports/{id}/create',
    tag: 'Trips',
    summary:
      'Create the good rows of a previewed import, within a day, by who previewed it; asked again it creates nothing twice',
    access: dispatchers,
    answer: { status: 200, schema: importResult },
  },
} as const satisfies Record<string, RouteDefinition>;
