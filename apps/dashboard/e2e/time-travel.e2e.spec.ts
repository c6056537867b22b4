import type { FleetPastPage } from '@watch-tower/contracts';
import type { Locator, Page } from 'playwright-core';
import {
  axeViolations,
  describeInBrowser,
  openBrowser,
  testMs,
  until,
  type InBrowser,
} from './in-browser.js';

const minuteMs = 60_000;

describeInBrowser('the map of the past', () => {
  let browser: InBrowser;
  let page: Page;
  let travel: Locator;
  let slider: Locator;
  /** What the page was told of each moment it asked for. */
  const told = new Map<number, FleetPastPage>();

  beforeAll(async () => {
    browser = await openBrowser();
    ({ page } = browser);
    travel = page.getByTestId('time-travel');
    slider = page.getByRole('slider', { name: 'Time of the day' });
    page.on('response', (response) => {
      const url = new URL(response.url());
      if (url.pathname !== '/api/v1/trucks/past' || !response.ok()) return;
      response.json().then(
        (answer: FleetPastPage) => told.set(Date.parse(url.searchParams.get('asOf') ?? ''), answer),
        // A request that was given up has no body.
        () => undefined,
      );
    });
    await browser.signInTo('/map');
  }, testMs);

  afterAll(() => browser.close(), testMs);

  /** The moment whose trucks the page shows. */
  const shownAtMs = async (): Promise<number> =>
    Number(await page.getByTestId('shown').getAttribute('data-shown-at'));
  const wishedAtMs = async (): Promise<number> => Number(await travel.getAttribute('data-at'));
  /** The address and what is asked for follow the hand on the slider a little later. */
  const settled = (): Promise<void> =>
    until(
      async () =>
        (await shownAtMs()) === (await wishedAtMs()) && (await travel.getAttribute('aria-busy')) === 'false',
    );
  const fleetAt = (atMs: number) =>
    browser.get<FleetPastPage>(`/api/v1/trucks/past?limit=5000&asOf=${new Date(atMs).toISOString()}`);
  /** The trucks in sight in the list: where each is, by number. */
  const listed = async (): Promise<Record<string, string>> => {
    const rows = await page
      .getByRole('option')
      .evaluateAll((options) =>
        options.map((option): [string, string] => [
          option.getAttribute('data-truck') ?? '',
          `${option.getAttribute('data-latitude')} ${option.getAttribute('data-longitude')}`,
        ]),
      );
    return Object.fromEntries(rows);
  };

  it(
    'is left alone until it is asked for, and says that it is the past',
    async () => {
      await page.locator('[data-connection=live]').waitFor();
      expect(await travel.count()).toBe(0);
      await page.getByRole('button', { name: 'Time travel' }).click();
      await page.waitForURL((url) => url.searchParams.has('at'));
      await page.getByRole('status').getByText('The past:').waitFor();
      expect(await page.locator('[data-connection]').count()).toBe(0);
      await settled();
    },
    testMs,
  );

  it(
    'shows the trucks where they were then, and what is live moves none of them',
    async () => {
      // Long enough ago for everything to be known of it.
      await slider.press('PageDown');
      await settled();
      const atMs = await shownAtMs();
      await until(() => Promise.resolve(told.has(atMs)));
      const truth = new Map(
        told
          .get(atMs)
          ?.items.map(({ number, position }) => [
            number,
            position && `${position.latitude} ${position.longitude}`,
          ]),
      );
      // Which rows are drawn is up to the list: whatever is, is where it was then.
      const shownAreTrue = async (): Promise<void> => {
        const shown = Object.entries(await listed());
        expect(shown.length).toBeGreaterThan(0);
        for (const [number, where] of shown) expect([number, where]).toEqual([number, truth.get(number)]);
      };
      await shownAreTrue();
      // A position that came by the socket meanwhile: whoever is live has seen it.
      const live = await browser.context.newPage();
      await live.goto(`${browser.origin}/map`);
      const first = live.getByRole('option').first();
      await first.waitFor();
      const versions = () =>
        live.getByRole('option').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-version')));
      const before = JSON.stringify(await versions());
      await until(async () => JSON.stringify(await versions()) !== before);
      await live.close();
      await shownAreTrue();
      await browser.mapDrawn();
      await browser.shoot('time-travel');
      expect(await axeViolations(page)).toEqual([]);
    },
    testMs,
  );

  it(
    'moves by five minutes at a key, by an hour at a page, and keeps the moment in the address',
    async () => {
      const atMs = await shownAtMs();
      await slider.press('ArrowLeft');
      await until(async () => (await shownAtMs()) === atMs - 5 * minuteMs);
      await slider.press('ArrowRight');
      await until(async () => (await shownAtMs()) === atMs);
      const knownThen = page.getByRole('switch', { name: 'As we knew it then' });
      await knownThen.click();
      await page.waitForURL((url) => url.searchParams.get('known') === 'then');
      await page.getByRole('status').getByText('As we knew it then').waitFor();
      await page.reload();
      await settled();
      expect(await shownAtMs()).toBe(atMs);
      expect(await knownThen.isChecked()).toBe(true);
      await knownThen.click();
      await page.waitForURL((url) => url.searchParams.get('known') === null);
      await settled();
    },
    testMs,
  );

  it(
    'plays, a moment at a time',
    async () => {
      await slider.press('PageDown');
      await settled();
      const atMs = await shownAtMs();
      await page.getByRole('radio', { name: '15 min/s' }).click();
      await travel.getByRole('button', { name: 'Play' }).click();
      await until(async () => (await shownAtMs()) >= atMs + 15 * minuteMs);
      await travel.getByRole('button', { name: 'Pause' }).click();
      await settled();
    },
    testMs,
  );

  it(
    'tells of a truck its place and trip of then, and leads to its track of then',
    async () => {
      await page.getByRole('option').first().click();
      const panel = page.getByTestId('truck-panel');
      await panel.getByRole('heading', { name: 'Place then' }).waitFor();
      await panel.getByRole('heading', { name: 'Trip then' }).waitFor();
      expect(await panel.getByTestId('age').count()).toBe(1);
      await browser.shoot('time-travel-truck');
      expect(await axeViolations(page)).toEqual([]);
      const track = await panel.getByRole('link', { name: 'Track and visits' }).getAttribute('href');
      expect(new URL(track ?? '', browser.origin).searchParams.get('from')).not.toBeNull();
    },
    testMs,
  );

  it(
    'leads to the trip as it was then',
    async () => {
      // Any moment at which somebody was on a trip.
      const { items } = await fleetAt(Math.floor(Date.now() / minuteMs) * minuteMs - minuteMs);
      const onTrip = items.find(({ trip, position }) => trip !== null && position !== null);
      if (!onTrip?.trip) throw new Error('the demo has no truck on a trip');
      const at = new Date(Math.floor(Date.now() / minuteMs) * minuteMs - minuteMs).toISOString();
      await page.goto(`${browser.origin}/map?truck=${onTrip.truckId}&at=${at}`);
      await page.getByTestId('truck-panel').getByRole('link', { name: onTrip.trip.vpcId }).click();
      await page.waitForURL((url) => url.searchParams.get('asOf') === at);
      await page.getByRole('heading', { name: onTrip.trip.vpcId }).waitFor();
      await page.getByRole('status').getByText('The past:').waitFor();
      await browser.shoot('trip-then');
      expect(await axeViolations(page)).toEqual([]);
      await page.getByRole('button', { name: 'Back to live' }).click();
      await page.locator('[data-connection=live]').waitFor();
    },
    testMs,
  );

  it(
    'says why where a moment is too old, and comes back to what is live',
    async () => {
      await page.goto(`${browser.origin}/map?at=2020-01-01T00:00:00.000Z`);
      await page.getByText('The fleet of then could not be loaded').waitFor();
      await page.getByText(/asOf/).first().waitFor();
      await page.getByRole('button', { name: 'Back to live' }).click();
      await page.waitForURL((url) => !url.searchParams.has('at'));
      await page.locator('[data-connection=live]').waitFor();
      expect(await page.getByTestId('shown').getAttribute('data-shown-at')).toBe('live');
      expect(browser.foreignRequests).toEqual([]);
      expect(browser.pageErrors).toEqual([]);
    },
    testMs,
  );
});
