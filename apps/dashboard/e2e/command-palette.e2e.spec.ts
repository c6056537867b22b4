import type { Page } from 'playwright-core';
import { axeViolations, describeInBrowser, openBrowser, testMs, type InBrowser } from './in-browser.js';

type Named = { id: string; name: string };

describeInBrowser('the command palette', () => {
  let browser: InBrowser;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
    ({ page } = browser);
    await browser.signInTo('/data-quality');
  }, testMs);

  afterAll(() => browser.close(), testMs);

  const palette = () => page.getByRole('dialog', { name: 'Go somewhere, find something' });
  const open = async (): Promise<void> => {
    await page.keyboard.press('Control+k');
    await palette().getByRole('combobox').waitFor();
  };
  const first = async <Item>(path: string): Promise<Item> => {
    const { items } = await browser.get<{ items: Item[] }>(`/api/v1/${path}`);
    const [item] = items;
    if (!item) throw new Error(`the demo has no ${path}`);
    return item;
  };
  /** Writes what is meant, and presses Enter once it is chosen. */
  const goTo = async (text: string, group: string): Promise<void> => {
    await open();
    await palette().getByRole('combobox').fill(text);
    const option = palette().getByRole('group', { name: group, exact: true }).getByRole('option').first();
    await option.waitFor();
    while ((await option.getAttribute('aria-selected')) !== 'true') await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await palette().waitFor({ state: 'detached' });
  };

  it(
    'opens by keys and by its button, shows what there is, and closes',
    async () => {
      await open();
      await palette().getByRole('option', { name: 'New trip' }).waitFor();
      await browser.shoot('command-palette');
      expect(await axeViolations(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await palette().waitFor({ state: 'detached' });
      await page.getByRole('button', { name: 'Go somewhere, find something' }).click();
      await palette().getByRole('combobox').fill('no page is called so');
      await palette().getByText('Nothing matches').waitFor();
      await page.keyboard.press('Control+k');
      await palette().waitFor({ state: 'detached' });
    },
    testMs,
  );

  it(
    'goes to a page and to what can be done',
    async () => {
      await goTo('by stage', 'Pages');
      await page.waitForURL('**/trips?layout=kanban');
      await goTo('csv', 'Do');
      await page.waitForURL('**/trips/import');
    },
    testMs,
  );

  it(
    'finds a trip, a truck, a driver and a place',
    async () => {
      const trip = await first<{ id: string; vpcId: string; containers: { number: string }[] }>(
        'trips?limit=1',
      );
      await goTo(trip.vpcId, 'Trips');
      await page.waitForURL(`**/trips/${trip.id}`);
      const truck = await first<{ id: string; number: string }>('trucks?limit=1');
      await open();
      await palette().getByRole('combobox').fill(truck.number);
      await palette().getByRole('group', { name: 'Trucks' }).getByRole('option').first().waitFor();
      await browser.shoot('command-palette-found');
      expect(await axeViolations(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await goTo(truck.number, 'Trucks');
      await page.waitForURL(`**/trucks/${truck.id}`);
      const driver = await first<Named>('drivers?limit=1');
      await goTo(driver.name, 'Trips of a driver');
      await page.waitForURL((url) => url.searchParams.has('driverId'));
      const place = await first<Named>('locations?limit=1');
      await goTo(place.name, 'Places');
      await page.waitForURL((url) => url.searchParams.get('place') !== null);
    },
    testMs,
  );

  it(
    'has keys for the trips, and says which',
    async () => {
      await goTo('list', 'Pages');
      await page.waitForURL('**/trips');
      await page.locator('[data-trip-link]').first().waitFor();
      await page.keyboard.press('?');
      const help = page.getByRole('dialog', { name: 'Keys' });
      for (const does of ['To the next trip', 'Enter a new trip', 'Go somewhere, find something'])
        await help.getByText(does).waitFor();
      await browser.shoot('keys');
      expect(await axeViolations(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await help.waitFor({ state: 'detached' });
      await page.keyboard.press('/');
      await page.keyboard.type('njk');
      expect(await page.getByRole('searchbox').inputValue()).toBe('njk');
      await page.getByRole('button', { name: 'Clear the search' }).click();
      await page.waitForURL((url) => !url.searchParams.has('text'));
      await page.locator('[data-trip-link]').first().waitFor();
      await page.getByRole('status').first().click();
      await page.keyboard.press('j');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/trips\/[0-9a-f-]{36}$/);
      await page.goBack();
      await page.getByRole('link', { name: 'New trip' }).waitFor();
      await page.keyboard.press('n');
      await page.waitForURL('**/trips/new');
      expect(browser.foreignRequests).toEqual([]);
      expect(browser.pageErrors).toEqual([]);
    },
    testMs,
  );
});
