import type { Page } from 'playwright-core';
import {
  axeViolations,
  describeInBrowser,
  openBrowser,
  testMs,
  until,
  type InBrowser,
} from './in-browser.js';

type Listed = { items: unknown[]; nextCursor: string | null };

describeInBrowser('the filters of trips', () => {
  let browser: InBrowser;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
    ({ page } = browser);
    await browser.signInTo('/trips');
  }, testMs);

  afterAll(() => browser.close(), testMs);

  const panel = () => page.getByRole('dialog', { name: 'More filters' });
  const chip = (name: RegExp | string) =>
    page.getByRole('list', { name: 'Filters' }).getByRole('button', { name });
  const inAddress = (name: string, value: RegExp) =>
    page.waitForURL((url) => value.test(url.searchParams.get(name) ?? ''));
  const chooseFirst = async (name: string): Promise<void> => {
    const field = panel().getByRole('combobox', { name, exact: true });
    await field.click();
    await field.fill('a');
    await panel().getByRole('listbox', { name, exact: true }).getByRole('option').first().click();
  };
  const countShown = (): Promise<string | null> =>
    page
      .getByRole('status')
      .filter({ hasText: /\d+\+? trips/ })
      .textContent();

  it(
    'narrow the trips to a place, as the API does',
    async () => {
      await page.getByRole('button', { name: 'More filters' }).click();
      await chooseFirst('Place');
      await inAddress('locationId', /.+/);
      await chip(/^Place: /).waitFor();
      const locationId = new URL(page.url()).searchParams.get('locationId') ?? '';
      await until(async () => {
        const { items, nextCursor } = await browser.get<Listed>(`/api/v1/trips?locationId=${locationId}`);
        return (await countShown()) === `${items.length}${nextCursor === null ? '' : '+'} trips`;
      });
      await browser.shoot('trip-filters');
      expect(await axeViolations(page)).toEqual([]);
    },
    testMs,
  );

  it(
    'stand in the address and as chips, whichever they are',
    async () => {
      for (const [label, field] of [
        ['Client', 'clientId'],
        ['Truck', 'truckId'],
        ['Driver', 'driverId'],
      ] as const) {
        await chooseFirst(label);
        await inAddress(field, /.+/);
        await chip(new RegExp(`^${label}: (?!…)`)).waitFor();
      }
      const container = panel().getByRole('textbox', { name: 'Container' });
      await container.fill('TCNU');
      await panel().getByRole('button', { name: 'Set' }).click();
      await panel().getByText('four letters and seven digits').waitFor();
      await container.fill('tcnu 387756-0');
      await panel().getByRole('button', { name: 'Set' }).click();
      await inAddress('container', /^TCNU3877560$/);
      await panel().getByLabel('Delayed').click();
      await inAddress('delayed', /^true$/);
      await panel().getByLabel('On hold').click();
      await panel().getByLabel('Arrival from').fill('2026-04-01');
      await inAddress('arrivedFrom', /^2026-04-01$/);
      await page.keyboard.press('Escape');
      await panel().waitFor({ state: 'detached' });
      await chip(/^Container: TCNU3877560/).waitFor();
      await chip(/^Arrived from 2026-04-01/).waitFor();
      await page.getByText('No trip matches').waitFor();
      expect(await axeViolations(page)).toEqual([]);
      for (const name of [/^Client/, /^Truck/, /^Driver/, /^Container/, /^On hold/, /^Arrived/])
        await chip(name).click();
      await page.waitForURL((url) => [...url.searchParams.keys()].sort().join() === 'delayed,locationId');
    },
    testMs,
  );

  it(
    'are kept by a saved view, and hold for the board as well',
    async () => {
      await page.getByRole('button', { name: 'Views' }).click();
      await page.getByRole('menuitem', { name: /Save or remove/ }).click();
      await page.getByLabel('Name of this view').fill('Late there');
      await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await chip(/^Delayed/).click();
      await chip(/^Place/).click();
      await page.waitForURL((url) => url.search === '');
      await page.getByRole('button', { name: 'Views' }).click();
      await page.getByRole('menuitem', { name: 'Late there' }).click();
      await chip(/^Delayed/).waitFor();
      await chip(/^Place: /).waitFor();
      await page.getByRole('radio', { name: 'Board' }).click();
      await inAddress('layout', /^kanban$/);
      await inAddress('delayed', /^true$/);
      await chip(/^Delayed/).waitFor();
      expect(await axeViolations(page)).toEqual([]);
      expect(browser.foreignRequests).toEqual([]);
      expect(browser.pageErrors).toEqual([]);
    },
    testMs,
  );
});
