import { installSystemPackages } from '../infrastructure/system-packages.js';
import { which } from '../process/which.js';
import type { Log } from '../workspace.js';

/** Chromium or a relative from the system's packages, or `undefined`. */
export function findBrowser(): string | undefined {
  return ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
    .map(which)
    .find((path) => path !== undefined);
}

/** As root it is installed; else, or where that fails, browser tests are skipped and counted as such. */
export async function provideBrowser(log: Log): Promise<string | undefined> {
  const found = findBrowser();
  if (found !== undefined) return found;
  const installed = await installSystemPackages(['chromium'], log).catch((error: unknown) => {
    log(`No browser: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  });
  return installed ? findBrowser() : undefined;
}
