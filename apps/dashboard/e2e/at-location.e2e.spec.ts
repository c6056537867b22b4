import type { Page } from 'playwright-core';
import {
  axeViolations,
  describeInBrowser,
  openBrowser,
  testMs,
  until,
  type InBrowser,
} from './in-browser.js';

describeInBrowser.each(['light', 'dark'] as const)(
  'the board of trucks at locations in %s',
  (colorScheme) => {
    let browser: InBrowser;
    let page: Page;

    beforeAll(async () => {
      browser = await openBrowser(colorScheme);
      ({ page } = browser);
      await browser.signInTo('/at-location');
    }, testMs);

    afterAll(() => browser.close(), testMs);

    it(
      'shows who is where, as the API says',
      async () => {
        await page.locator('li[data-truck]').first().waitFor();
        type Present = { items: { truckId: string; locationId: string }[] };
        // Trucks come and go: the two are compared until they were asked at one moment.
        await until(async () => {
          const { items } = await browser.get<Present>('/api/v1/trucks/at-location?limit=200');
          const shown = await page
            .locator('li[data-truck]')
            .evaluateAll((cards) => cards.map((card) => card.getAttribute('data-truck')));
          return (
            items
              .map(({ truckId }) => truckId)
              .sort()
              .join() === shown.sort().join()
          );
        });
        await browser.shoot('at-location');
        expect(await axeViolations(page)).toEqual([]);
      },
      testMs,
    );

    it(
      'is narrowed by type, and keeps that in the address',
      async () => {
        await page.getByRole('radio', { name: 'Terminals' }).click();
        await page.waitForURL((url) => url.searchParams.get('type') === 'terminal');
        await until(async () =>
          (await page.getByRole('heading', { level: 2 }).allTextContents()).every((text) =>
            text.startsWith('Terminals'),
          ),
        );
        expect(browser.foreignRequests).toEqual([]);
        expect(browser.pageErrors).toEqual([]);
      },
      testMs,
    );
  },
);
