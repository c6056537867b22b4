import type { DataQuality } from '@watch-tower/contracts';
import type { Page } from 'playwright-core';
import {
  axeViolations,
  describeInBrowser,
  openBrowser,
  sendToLoconavWebhook,
  testMs,
  until,
  type InBrowser,
} from './in-browser.js';

describeInBrowser('the page of data quality', () => {
  let browser: InBrowser;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
    ({ page } = browser);
    await browser.signInTo('/data-quality');
  }, testMs);

  afterAll(() => browser.close(), testMs);

  it(
    'shows the lag of each source that the API tells of',
    async () => {
      const { sources, lagSteps } = await browser.get<DataQuality>('/api/v1/data-quality?hours=24');
      for (const { channel } of sources) {
        const source = page.locator(`[data-source="${channel}"]`);
        await source.waitFor();
        expect(await source.getByRole('row').count()).toBe(lagSteps.length);
      }
      expect(sources.length).toBeGreaterThan(0);
      await page.getByRole('list', { name: 'Reasons' }).waitFor();
      await page.locator('[data-report], [data-empty=quarantine]').first().waitFor();
      await browser.shoot('data-quality');
      expect(await axeViolations(page)).toEqual([]);
    },
    testMs,
  );

  it(
    'shows a report from 0, 0 in quarantine, with why and as it came',
    async () => {
      const { items } = await browser.get<{ items: { number: string }[] }>('/api/v1/trucks?limit=1');
      const mark = `zero ${Date.now()}`;
      const [date = '', clock = ''] = new Date().toISOString().split('T');
      await sendToLoconavWebhook('location', {
        vehiclenumber: items[0]?.number,
        gpstime: `${date.split('-').reverse().join('-')} ${clock.slice(0, 8)}`,
        latitude: 0,
        longitude: 0,
        location: mark,
      });
      const report = page.locator('tr[data-report]').filter({ hasText: mark });
      await page.goto(`${browser.origin}/data-quality?reason=zero_coordinates`);
      await until(async () => {
        await page.getByRole('button', { name: 'Refresh' }).click();
        await page.locator('tr[data-report], [data-empty=quarantine]').first().waitFor();
        return (await report.count()) === 1;
      });
      await report.locator('summary').click();
      await report.locator('pre').getByText(mark).waitFor();
      await report.scrollIntoViewIfNeeded();
      await browser.shoot('quarantine');
      expect(await axeViolations(page)).toEqual([]);
    },
    testMs,
  );

  it(
    'is narrowed by reason and release, and keeps that in the address',
    async () => {
      await page.goto(`${browser.origin}/data-quality`);
      const reason = page.locator('[data-reason=zero_coordinates]');
      await reason.click();
      await page.waitForURL((url) => url.searchParams.get('reason') === 'zero_coordinates');
      await page.locator('[data-reason=zero_coordinates][aria-pressed=true]').waitFor();
      await page.getByRole('radio', { name: 'Taken up' }).click();
      await page.waitForURL((url) => url.searchParams.get('released') === 'true');
      await page.getByText('No report matches').waitFor();
      await reason.click();
      await page.waitForURL((url) => url.search === '?released=true');
    },
    testMs,
  );

  it(
    'says which figures could not be loaded, and shows them when asked once more',
    async () => {
      await browser.context.route('**/api/v1/data-quality?*', (request) => request.abort());
      await page.goto(`${browser.origin}/data-quality`);
      await page.getByText('The figures could not be loaded').waitFor();
      await browser.context.unroute('**/api/v1/data-quality?*');
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.locator('[data-source]').first().waitFor();
    },
    testMs,
  );

  it(
    'fits a telephone',
    async () => {
      await page.setViewportSize({ width: 390, height: 844 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
      await browser.shoot('data-quality-narrow');
      expect(await axeViolations(page)).toEqual([]);
      expect(browser.foreignRequests).toEqual([]);
      expect(browser.pageErrors).toEqual([]);
    },
    testMs,
  );
});
