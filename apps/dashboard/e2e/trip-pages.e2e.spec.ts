import type { Page } from 'playwright-core';
import {
  axeViolations,
  describeInBrowser,
  openBrowser,
  testMs,
  until,
  type InBrowser,
} from './in-browser.js';
import { freeDriver, freeTruck, placeAtSea } from './own-trips.js';

type Trip = { id: string; version: number; stage: string; vpcId: string; stops: { locationId: string }[] };

describeInBrowser('the pages of trips', () => {
  const vpcId = `01/Apr/2026-E2E-${Date.now()}`;
  // No part of the other: whoever looks for one trip by its id finds that one.
  const againId = vpcId.replace('E2E', 'AGAIN');
  const seaName = `Sea of ${vpcId}`;
  let browser: InBrowser;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
    ({ page } = browser);
    await placeAtSea(browser, seaName);
    await browser.signInTo('/trips');
  }, testMs);

  afterAll(() => browser.close(), testMs);

  /** Chooses the first of what a field offers. */
  const chooseFirst = async (name: string, text = ''): Promise<void> => {
    const field = page.getByRole('combobox', { name, exact: true });
    await field.click();
    await field.fill(text);
    await page.getByRole('listbox', { name, exact: true }).getByRole('option').first().click();
  };
  const tripsNamed = async (name: string): Promise<Trip[]> =>
    (await browser.get<{ items: Trip[] }>(`/api/v1/trips?text=${encodeURIComponent(name)}`)).items;
  const tripOfPage = (): Promise<Trip> =>
    browser.get<Trip>(`/api/v1/trips/${new URL(page.url()).pathname.split('/')[2] ?? ''}`);
  const confirm = () => page.getByRole('dialog').getByRole('button', { name: 'Confirm' }).click();
  const dialogClosed = () => page.getByRole('dialog').waitFor({ state: 'detached' });

  it(
    'goes through the list by keys and keeps a view by its name',
    async () => {
      await page.locator('tr[data-trip]').first().waitFor();
      await page.keyboard.press('j');
      const first = await page.locator('[data-trip-link]').first().textContent();
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(first);
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: 'Keys' }).waitFor();
      expect(await axeViolations(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await dialogClosed();
      await page.getByRole('radio', { name: 'Ongoing' }).click();
      await page.waitForURL((url) => url.searchParams.get('status') === 'ongoing');
      await page.getByRole('button', { name: 'Views' }).click();
      await page.getByRole('menuitem', { name: /Save or remove/ }).click();
      await page.getByLabel('Name of this view').fill('Under way');
      await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
      await page.getByRole('radio', { name: 'All', exact: true }).click();
      await page.waitForURL((url) => url.search === '');
      await page.getByRole('button', { name: 'Views' }).click();
      await page.getByRole('menuitem', { name: 'Under way' }).click();
      await page.waitForURL((url) => url.searchParams.get('status') === 'ongoing');
    },
    testMs,
  );

  it(
    'shows the trips by stage',
    async () => {
      await page.getByRole('radio', { name: 'Board' }).click();
      await page.waitForURL((url) => url.searchParams.get('layout') === 'kanban');
      await page.locator('[data-stage=in_transit]').waitFor();
      await until(async () => (await page.locator('[data-stage] [data-trip]').count()) > 0);
      await browser.shoot('trips-board');
      expect(await axeViolations(page)).toEqual([]);
    },
    testMs,
  );

  it(
    'shows what the server refuses at its field, and makes one trip of a double click',
    async () => {
      await page.getByRole('link', { name: 'New trip' }).waitFor();
      await page.keyboard.press('n');
      await page.waitForURL('**/trips/new');
      const form = page.getByRole('form', { name: 'New trip' });
      await form.getByLabel('Trip id of the business').fill(vpcId);
      await form.getByLabel(/Scheduled departure/).fill('2030-04-01T09:00');
      const create = form.getByRole('button', { name: 'Create the trip' });
      await create.click();
      await form.getByText('choose a place').first().waitFor();
      await chooseFirst('Pickup: place', seaName.toLowerCase());
      await form.getByRole('button', { name: 'Add a delivery' }).click();
      await form.getByRole('button', { name: 'Remove: Delivery 2' }).click();
      await chooseFirst('Delivery: place', seaName);
      // Its check digit should be 0.
      await form.locator('[data-container="0"] input').fill('TCNU3877561');
      await create.click();
      await form.locator('[data-container="0"]').getByRole('alert').waitFor();
      await browser.shoot('trip-refused');
      expect(await axeViolations(page)).toEqual([]);
      await form.locator('[data-container="0"] input').fill('tcnu 387756-0');
      await create.dblclick();
      await page.getByRole('heading', { name: vpcId }).waitFor();
      expect(await tripsNamed(vpcId)).toHaveLength(1);
    },
    testMs,
  );

  it(
    'says what changed meanwhile, and keeps what was typed',
    async () => {
      const { id } = await tripOfPage();
      await page.getByRole('link', { name: 'Edit' }).click();
      const form = page.getByRole('form', { name: `Edit ${vpcId}` });
      await form.getByLabel('Cargo type').fill('Malt');
      await browser.put(`/api/v1/trips/${id}`, { weightTons: 21 });
      await form.getByRole('button', { name: 'Save' }).click();
      await form.locator('[data-not-done="412"]').getByText('Plan changed').waitFor();
      expect(await form.getByLabel('Weight in tonnes').inputValue()).toBe('21');
      await form.getByRole('button', { name: 'Save' }).click();
      await page.getByText('Malt · 21 t').waitFor();
    },
    testMs,
  );

  it(
    'shows in the table and on the board what somebody else changes, by itself',
    async () => {
      const { id } = await tripOfPage();
      const inView = (locator: string) => page.locator(locator).filter({ hasText: vpcId });
      await page.goto(`${browser.origin}/trips?text=${encodeURIComponent(vpcId)}`);
      await page.locator('[data-connection=live]').waitFor();
      await inView('tr[data-trip]').getByText('TCNU3877560').waitFor();
      await browser.put(`/api/v1/trips/${id}`, { containers: [{ number: 'CSQU3054383', lengthFeet: 20 }] });
      await inView('tr[data-trip]').getByText('CSQU3054383').waitFor();

      await page.getByRole('radio', { name: 'Board' }).click();
      await page.locator('[data-connection=live]').waitFor();
      await inView('[data-stage=planned] [data-trip]').waitFor();
      await page.mouse.move(0, 0);
      await browser.put(`/api/v1/trips/${id}`, {
        truckId: await freeTruck(browser),
        driverId: await freeDriver(browser),
      });
      await inView('[data-stage=assigned] [data-trip]').waitFor();
      expect(await axeViolations(page)).toEqual([]);
      await inView('[data-stage=assigned] [data-trip]').getByRole('link').click();
      await page.getByRole('heading', { name: vpcId }).waitFor();
    },
    testMs,
  );

  it(
    'takes what a dispatcher tells, with a reason, and says who told it',
    async () => {
      const actions = page.getByRole('group', { name: 'Actions' });
      await actions.getByRole('button', { name: 'Start' }).waitFor();
      await actions.getByRole('button', { name: 'Hold' }).click();
      await page.getByLabel('Reason').fill('Gate closed');
      expect(await axeViolations(page)).toEqual([]);
      await confirm();
      await dialogClosed();
      await page.locator('[data-remark="On hold since"]').getByText('Gate closed').waitFor();
      await actions.getByRole('button', { name: 'Resume' }).click();
      await confirm();
      await dialogClosed();
      await actions.getByRole('button', { name: 'Start' }).click();
      await confirm();
      await dialogClosed();
      await page.locator('[data-time="0 departure"] [data-evidence=person]').waitFor();
      await page.getByRole('list', { name: 'Timeline' }).getByText('Left the pickup').waitFor();
      await browser.shoot('trip-story');
      expect(await axeViolations(page)).toEqual([]);
    },
    testMs,
  );

  it(
    'corrects a time by hand, and says why it stands',
    async () => {
      await page
        .locator('[data-time="0 departure"]')
        .getByRole('button', { name: /^Correct/ })
        .click();
      await page.getByLabel(/When it was/).fill('2026-04-01T09:30');
      await page.getByLabel('Reason').fill('By the gate pass');
      await confirm();
      await dialogClosed();
      await page.locator('[data-time="0 departure"]').getByText('By the gate pass').waitFor();
      // A visit of the truck may have corrected another time meanwhile.
      await page.getByRole('list', { name: 'Timeline' }).getByText('Time corrected').first().waitFor();
    },
    testMs,
  );

  it(
    'goes on with the job of a failed trip as a new one',
    async () => {
      const failed = await tripOfPage();
      await page.getByRole('group', { name: 'Actions' }).getByRole('button', { name: 'Fail' }).click();
      await page.getByLabel('Reason').fill('Engine');
      await confirm();
      await dialogClosed();
      await page.getByRole('link', { name: 'Go on as a new trip' }).click();
      const form = page.getByRole('form', { name: 'New trip' });
      await form.getByLabel('Trip id of the business').fill(againId);
      await form.getByLabel(/Scheduled departure/).fill('2030-04-02T09:00');
      await form.getByRole('button', { name: 'Create the trip' }).click();
      await page.getByRole('heading', { name: againId }).waitFor();
      const [again] = await tripsNamed(againId);
      expect(again).toMatchObject({ originTripId: failed.id, pickup: { id: failed.stops[0]?.locationId } });
      await page.getByRole('group', { name: 'Actions' }).getByRole('button', { name: 'Cancel trip' }).click();
      await page.getByLabel('Reason').fill('A test');
      await confirm();
      await page.locator('[data-remark=Cancelled]').waitFor();
    },
    testMs,
  );

  it(
    'shows the way of a trip under way on the map, and when its truck is expected',
    async () => {
      type Answer = { outlook: { basis: { distanceKm: number } } | null };
      /** The one that is farthest away: it does not arrive meanwhile. */
      const farthest = async (): Promise<Trip | undefined> => {
        const { items } = await browser.get<{ items: Trip[] }>('/api/v1/trips?stage=in_transit');
        const ways = await Promise.all(
          items.map(async (trip) => {
            const { outlook } = await browser.get<Answer>(`/api/v1/trips/${trip.id}/outlook`);
            return { trip, distanceKm: outlook?.basis.distanceKm ?? 0 };
          }),
        );
        return ways.sort((one, other) => other.distanceKm - one.distanceKm).find((way) => way.distanceKm > 0)
          ?.trip;
      };
      await until(async () => (await farthest()) !== undefined);
      const trip = await farthest();
      await page.goto(`${browser.origin}/trips/${trip?.id ?? ''}`);
      await page.locator('[data-testid=trip-way]:not([data-fixes="0"])').waitFor();
      await browser.mapDrawn();
      await page.getByTestId('outlook').waitFor();
      await browser.shoot('trip-under-way');
      expect(await axeViolations(page)).toEqual([]);
      expect(browser.foreignRequests).toEqual([]);
      expect(browser.pageErrors).toEqual([]);
    },
    testMs,
  );
});
