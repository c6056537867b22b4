import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** Where a vehicle was seen, and when by its own clock (epoch ms). */
export type TraceFix = {
  readonly deviceTimeMs: number;
  readonly latitude: number;
  readonly longitude: number;
};

const checkout = join(import.meta.dirname, '../../../..');

/** Beside the checkout, or beside the folder of worktrees that it is one of. */
export const traceFolders = ['../shared/data', '../../shared/data'].map((path) => join(checkout, path));

/** Files of recorded cabs, by their names; none where the traces are not at hand. */
export const recordedCabs = (): string[] => {
  const folder = traceFolders.find((path) => existsSync(path));
  if (folder === undefined) return [];
  return readdirSync(folder)
    .filter((name) => name.startsWith('sf-cab-'))
    .sort()
    .map((name) => join(folder, name));
};

/** The fixes of a recorded trace in the order of their file, moved in time so that the newest is of `nowMs`. */
export const readTrace = (file: string, nowMs: number): TraceFix[] => {
  const [header = '', ...lines] = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n');
  const columns = header.split(',');
  const [time, latitude, longitude] = ['device_time', 'lat', 'lon'].map((name) => columns.indexOf(name));
  const fixes = lines
    .map((line) => line.split(','))
    .map((cells) => ({
      deviceTimeMs: Date.parse(cells[time ?? -1] ?? ''),
      latitude: Number(cells[latitude ?? -1]),
      longitude: Number(cells[longitude ?? -1]),
    }));
  const newestMs = Math.max(...fixes.map(({ deviceTimeMs }) => deviceTimeMs));
  const shiftMs = Math.floor((nowMs - newestMs) / 1_000) * 1_000;
  return fixes.map((fix) => ({ ...fix, deviceTimeMs: fix.deviceTimeMs + shiftMs }));
};
