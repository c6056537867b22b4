import type { Locator, Page } from 'playwright-core';
import {
  axeViolations,
  describeInBrowser,
  openBrowser,
  testMs,
  until,
  type InBrowser,
} from './in-browser.js';

describeInBrowser('the page of a truck', () => {
  let browser: InBrowser;
  let page: Page;
  let track: Locator;
  let moment: Locator;

  beforeAll(async () => {
    browser = await openBrowser();
    ({ page } = browser);
    await browser.signInTo('/map');
    track = page.getByTestId('track');
    moment = page.getByTestId('moment');
  }, testMs);

  afterAll(() => browser.close(), testMs);

  it(
    'is reached from the live map, and shows where the truck was',
    async () => {
      // One that drives has the most to show.
      await page
        .getByRole('button', { name: /^Moving/ })
        .or(page.getByRole('button', { name: /moving/i }))
        .first()
        .click();
      await page.getByRole('option').first().click();
      await page.getByRole('link', { name: 'Track and visits' }).click();
      await page.waitForURL('**/trucks/*');
      await until(async () => Number(await track.getAttribute('data-fixes')) > 1);
      await page.getByRole('list', { name: 'Visits' }).or(page.getByText('No visit in this time')).waitFor();
      await browser.mapDrawn();
      await browser.shoot('truck-page');
      expect(await axeViolations(page)).toEqual([]);
    },
    testMs,
  );

  it(
    'plays the track: the clock runs and the truck moves along',
    async () => {
      const slider = page.getByRole('slider', { name: 'Time on the track' });
      const box = await slider.boundingBox();
      if (!box) throw new Error('the graph is not on the page');
      await page.mouse.click(box.x + box.width * 0.05, box.y + box.height / 2);
      const at = async (): Promise<number> => Number(await moment.getAttribute('data-at'));
      const before = await at();
      await page.getByRole('radio', { name: '300×' }).click();
      await page.getByRole('button', { name: 'Play' }).click();
      await until(async () => (await at()) > before + 60_000);
      await page.getByRole('button', { name: 'Pause' }).click();
      const paused = await at();
      await slider.press('ArrowLeft');
      expect(await at()).toBe(paused - 60_000);
    },
    testMs,
  );

  it(
    'tells what the device said from what was accepted, and keeps that in the address',
    async () => {
      await page.getByRole('radio', { name: 'Device said' }).click();
      await page.waitForURL((url) => url.searchParams.get('said') === 'device');
      await page.getByText('Came late').waitFor();
      await page.getByRole('radio', { name: 'Today' }).click();
      await page.waitForURL((url) => url.searchParams.get('span') === 'today');
      await until(async () => Number(await track.getAttribute('data-fixes')) > 1);
      await browser.mapDrawn();
      await browser.shoot('truck-page-device');
    },
    testMs,
  );

  it(
    'saves the track as a file',
    async () => {
      await page.getByRole('button', { name: 'Export' }).click();
      const saved = page.waitForEvent('download');
      await page.getByRole('menuitem', { name: /CSV/ }).click();
      expect((await saved).suggestedFilename()).toBe('track.csv');
    },
    testMs,
  );

  it(
    'says of an unknown truck that there is none',
    async () => {
      await page.goto(`${browser.origin}/trucks/0190d4f0-0000-7000-8000-00000000dead`);
      await page.getByText('There is no such truck').waitFor();
      expect(browser.foreignRequests).toEqual([]);
      expect(browser.pageErrors).toEqual([]);
    },
    testMs,
  );
});
