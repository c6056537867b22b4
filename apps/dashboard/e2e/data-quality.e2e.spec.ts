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

describeInBrowser.each(['light', 'dark'] as const)('the page of data quality in %s', (colorScheme) => {
  let browser: InBrowser;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser(colorScheme);
    ({ page } = browser);
    await browser.signInTo('/data-quality');
  }, testMs);

  afterAll(() => browser.close(), testMs);

  it(
    'shows the lag and the clock of each device',
    async () => {
      await page.locator('tr[data-device]').first().waitFor();
      await page.getByRole('list', { name: 'Reasons' }).waitFor();
      await browser.shoot('data-quality');
      expect(await axeViolations(page)).toEqual([]);
    },
    testMs,
  );

  it(
    'shows what was set apart, with why and as it came',
    async () => {
      const { items } = await browser.get<{ items: { number: string }[] }>('/api/v1/trucks?limit=1');
      const mark = `zero ${colorScheme} ${Date.now()}`;
      const [date = '', clock = ''] = new Date().toISOString().split('T');
      await sendToLoconavWebhook('location', {
        vehiclenumber: items[0]?.number,
        gpstime: `${date.split('-').reverse().join('-')} ${clock.slice(0, 8)}`,
        latitude: 0,
        longitude: 0,
        location: mark,
      });
      await until(async () => {
        await page.goto(`${browser.origin}/data-quality?reason=zero_coordinates`);
        await page.locator('tr[data-report]').first().waitFor();
        return (await page.locator('tr[data-report]').filter({ hasText: mark }).count()) === 1;
      });
      const report = page.locator('tr[data-report]').filter({ hasText: mark });
      await report.getByText(/^Dated/).click();
      await report.locator('pre').waitFor({ state: 'visible' });
      await browser.shoot('quarantine');
      expect(await axeViolations(page)).toEqual([]);
      expect(browser.foreignRequests).toEqual([]);
      expect(browser.pageErrors).toEqual([]);
    },
    testMs,
  );
});
