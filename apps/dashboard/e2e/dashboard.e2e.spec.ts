import type { Page } from 'playwright-core';
import {
  axeViolations,
  describeInBrowser,
  openBrowser,
  testMs,
  until,
  type InBrowser,
} from './in-browser.js';

describeInBrowser('the dashboard', () => {
  let browser: InBrowser;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
    ({ page } = browser);
  }, testMs);

  afterAll(() => browser.close(), testMs);

  it(
    'asks who is there, and says so where a password is wrong',
    async () => {
      await page.goto(`${browser.origin}/trips?status=ongoing`);
      await page.getByLabel('E-mail').fill(browser.user.email);
      await page.getByLabel('Password').fill('not the password');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('alert').waitFor();
      await browser.shoot('sign-in');
      expect(await axeViolations(page)).toEqual([]);
    },
    testMs,
  );

  it(
    'brings a person who signs in to the page that was asked for',
    async () => {
      await page.getByLabel('Password').fill(browser.user.password);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.waitForURL('**/trips?status=ongoing');
      await page.getByRole('link', { name: 'Live map', exact: true }).click();
      await page.waitForURL('**/map');
    },
    testMs,
  );

  it(
    'draws the fleet on a map of the region',
    async () => {
      await page.locator('[data-testid=map][data-trucks]:not([data-trucks="0"])').waitFor();
      await page.locator('[data-connection=live]').waitFor();
      expect(Number(await page.getByTestId('map').getAttribute('data-trucks'))).toBeGreaterThan(0);
      await browser.mapDrawn();
      await browser.shoot('map');
      expect(await axeViolations(page)).toEqual([]);
    },
    testMs,
  );

  it(
    'shows trucks move, each position newer than the last',
    async () => {
      const before = await positionsInList(page);
      expect(before.size).toBeGreaterThan(0);
      await until(async () => {
        const after = await positionsInList(page);
        return [...after].some(([number, now]) => {
          const then = before.get(number);
          return then !== undefined && now.version > then.version && now.at !== then.at;
        });
      });
      for (const [number, { version }] of await positionsInList(page))
        expect(version).toBeGreaterThanOrEqual(before.get(number)?.version ?? 0);
    },
    testMs,
  );

  it(
    'opens a truck from the list and tells where it is and how old that is',
    async () => {
      const row = page.getByRole('option').first();
      const number = await row.getAttribute('data-truck');
      await row.click();
      const panel = page.getByTestId('truck-panel');
      await panel.getByRole('heading', { name: number ?? '' }).waitFor();
      expect(await panel.getByTestId('coordinates').textContent()).toMatch(/^-?\d+\.\d{5}, -?\d+\.\d{5}$/);
      expect(await panel.getByTestId('age').textContent()).toMatch(/^\d+ (s|min|h \d\d|d)$/);
      expect(new URL(page.url()).searchParams.get('truck')).not.toBeNull();
      await until(async () => (await panel.locator('[aria-busy=true]').count()) === 0);
      await browser.shoot('truck');
      expect(await axeViolations(page)).toEqual([]);
    },
    testMs,
  );

  it(
    'finds a truck by its number however it is written, and closes it with Escape',
    async () => {
      const number = await page.getByRole('option').first().getAttribute('data-truck');
      await page.getByRole('searchbox').fill((number ?? '').toLowerCase().replaceAll(' ', '-'));
      await until(async () => (await page.getByRole('option').count()) === 1);
      await page.getByRole('searchbox').fill('');
      await page.keyboard.press('Escape');
      await page.getByTestId('truck-panel').waitFor({ state: 'detached' });
    },
    testMs,
  );

  it(
    'lists the trips and keeps the filter in the address',
    async () => {
      await page.getByRole('link', { name: 'Trips', exact: true }).click();
      await page.locator('tr[data-trip]').first().waitFor();
      await browser.shoot('trips');
      expect(await axeViolations(page)).toEqual([]);
      const tripId = await page.locator('tr[data-trip]').first().getAttribute('data-trip');
      await page.getByRole('searchbox').fill(tripId ?? '');
      await page.waitForURL((url) => url.searchParams.get('text') === tripId);
      await until(async () => (await page.locator('tr[data-trip]').count()) === 1);
    },
    testMs,
  );

  it(
    'tells a trip’s story, and who says so',
    async () => {
      await page.locator('tr[data-trip] a').first().click();
      const timeline = page.getByRole('list', { name: 'Timeline' });
      await timeline.getByText('Trip entered').waitFor();
      // The newest trip may be anybody's: of the demo, or of a test that runs beside this one.
      await timeline
        .getByText(/^By \S/)
        .first()
        .waitFor();
      await page.locator('[data-connection=live]').waitFor();
      await browser.shoot('trip');
      expect(await axeViolations(page)).toEqual([]);
    },
    testMs,
  );

  it(
    'comes back by itself after the network was away, and says meanwhile that it is',
    async () => {
      await page.getByRole('link', { name: 'Live map', exact: true }).click();
      await page.locator('[data-connection=live]').waitFor();
      await browser.context.setOffline(true);
      await page.locator('[data-connection=reconnecting]').waitFor();
      await browser.context.setOffline(false);
      await page.locator('[data-connection=live]').waitFor();
    },
    testMs,
  );

  it(
    'signs out, and shows nothing more without signing in',
    async () => {
      await page.getByRole('button', { name: 'Account' }).click();
      await page.getByRole('menuitem', { name: 'Sign out' }).click();
      await page.waitForURL('**/sign-in');
      await page.goto(`${browser.origin}/map`);
      await page.waitForURL('**/sign-in');
    },
    testMs,
  );

  it('asked nothing of any other machine, and no page failed', () => {
    expect(browser.foreignRequests).toEqual([]);
    expect(browser.pageErrors).toEqual([]);
  });
});

/** The trucks in sight in the list, by number. */
async function positionsInList(page: Page): Promise<Map<string, { version: number; at: string }>> {
  const rows = await page.getByRole('option').evaluateAll((options) =>
    options.map((option) => ({
      number: option.getAttribute('data-truck') ?? '',
      version: Number(option.getAttribute('data-version')),
      at: `${option.getAttribute('data-latitude')} ${option.getAttribute('data-longitude')}`,
    })),
  );
  return new Map(rows.map(({ number, version, at }) => [number, { version, at }]));
}
