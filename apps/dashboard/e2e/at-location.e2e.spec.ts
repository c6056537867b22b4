import type { TruckAtLocation } from '@watch-tower/contracts';
import type { Page } from 'playwright-core';
import {
  axeViolations,
  describeInBrowser,
  openBrowser,
  testMs,
  until,
  type InBrowser,
} from './in-browser.js';

const route = '/api/v1/trucks/at-location';

describeInBrowser('the at-location board', () => {
  let browser: InBrowser;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
    ({ page } = browser);
    await browser.signInTo('/at-location');
  }, testMs);

  afterAll(() => browser.close(), testMs);

  const present = async (query = ''): Promise<TruckAtLocation[]> =>
    (await browser.get<{ items: TruckAtLocation[] }>(`${route}?limit=200${query}`)).items;
  const shown = (): Promise<(string | null)[]> =>
    page.locator('[data-visit]').evaluateAll((cards) => cards.map((card) => card.getAttribute('data-visit')));
  /** Trucks come and go: the board is asked for again until both were asked at one moment. */
  const showsAsToldBy = (query: string) =>
    until(async () => {
      await page.getByRole('button', { name: 'Refresh' }).click();
      await page.locator('main[aria-busy=false]').waitFor();
      const [board, told] = [await shown(), await present(query)];
      return (
        board.toSorted().join() ===
        told
          .map(({ visitId }) => visitId)
          .sort()
          .join()
      );
    });

  it(
    'shows who is where as the API tells it, each with the way to the truck and to the map',
    async () => {
      await page.locator('[data-visit]').first().waitFor();
      await showsAsToldBy('');
      const [first] = await present();
      const card = page.locator(`[data-visit="${first?.visitId ?? ''}"]`);
      await card.getByText(first?.truckNumber ?? '', { exact: true }).waitFor();
      expect(await card.getByTestId('dwell').textContent()).toMatch(/\d+ (s|min|h \d\d|d)$/);
      expect(
        await card.getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href'))),
      ).toEqual([`/trucks/${first?.truckId ?? ''}`, `/map?truck=${first?.truckId ?? ''}`]);
      await page.getByText(/^\d+ trucks? elsewhere/).waitFor();
      await browser.shoot('at-location');
      expect(await axeViolations(page)).toEqual([]);
    },
    testMs,
  );

  it(
    'is narrowed by type and text, and keeps that in the address',
    async () => {
      // Whoever came after the board was loaded is not on it yet; a truck may be at two places, one in the other.
      const onBoard = new Set(await shown());
      const there = (await present()).filter(({ visitId }) => onBoard.has(visitId));
      const number = there[0]?.truckNumber ?? '';
      const its = there.filter(({ truckNumber }) => truckNumber === number).map(({ visitId }) => visitId);
      await page.getByRole('searchbox').fill(number.toLowerCase().replaceAll(' ', '-'));
      await page.waitForURL((url) => url.searchParams.get('text') !== null);
      await until(async () => (await shown()).toSorted().join() === its.toSorted().join());
      await page.getByRole('searchbox').fill('nobody has this number');
      await page.getByText('No truck at a place matches').waitFor();
      await page.getByRole('button', { name: 'Show all places' }).click();
      await page.getByRole('radio', { name: /^Terminals/ }).click();
      await page.waitForURL((url) => url.search === '?type=terminal');
      await showsAsToldBy('&type=terminal');
    },
    testMs,
  );

  it(
    'says that it could not be loaded, and is there again when asked once more',
    async () => {
      await browser.context.route(`**${route}*`, (request) => request.abort());
      await page.goto(`${browser.origin}/at-location`);
      await page.getByRole('alert').getByText('The board could not be loaded').waitFor();
      await browser.context.unroute(`**${route}*`);
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.locator('[data-visit]').first().waitFor();
    },
    testMs,
  );

  it(
    'fits a telephone',
    async () => {
      await page.setViewportSize({ width: 390, height: 844 });
      await page.getByRole('link', { name: 'Data quality', exact: true }).waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
      await browser.shoot('at-location-narrow');
      expect(await axeViolations(page)).toEqual([]);
      expect(browser.foreignRequests).toEqual([]);
      expect(browser.pageErrors).toEqual([]);
    },
    testMs,
  );
});
