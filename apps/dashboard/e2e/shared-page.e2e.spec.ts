import type { BrowserContext, Page, Request } from 'playwright-core';
import {
  axeViolations,
  describeInBrowser,
  openBrowser,
  shoot,
  testMs,
  type InBrowser,
} from './in-browser.js';
import { cancelTrip, tripUnderWay } from './own-trips.js';

describeInBrowser('a trip shared', () => {
  const vpcId = `01/Apr/2026-SHARED-${Date.now()}`;
  const requests: Request[] = [];
  let browser: InBrowser;
  let page: Page;
  /** Somebody else’s browser, in which nobody signed in. */
  let guest: BrowserContext;
  let guestPage: Page;
  let tripId: string | undefined;
  let url: string;

  beforeAll(async () => {
    browser = await openBrowser();
    ({ page } = browser);
    tripId = await tripUnderWay(browser, vpcId);
    await browser.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const running = browser.context.browser();
    if (!running) throw new Error('the context has no browser');
    guest = await running.newContext({ viewport: { width: 420, height: 900 } });
    guest.on('request', (request) => requests.push(request));
    guestPage = await guest.newPage();
    await browser.signInTo(`/trips/${tripId}`);
  }, testMs);

  afterAll(async () => {
    if (tripId !== undefined) await cancelTrip(browser, tripId);
    await browser.close();
  }, testMs);

  const card = () => page.getByRole('region', { name: 'Share links' });

  it(
    'gets a link that is shown once and copied',
    async () => {
      await card().getByText('Nobody without a login can see this trip').waitFor();
      await card().getByRole('button', { name: 'New link' }).click();
      const dialog = page.getByRole('dialog', { name: 'Share this trip' });
      await dialog.getByRole('radio', { name: '1 day' }).click();
      expect(await axeViolations(page)).toEqual([]);
      await dialog.getByRole('button', { name: 'Make the link' }).click();
      url = await dialog.getByLabel('The link').inputValue();
      expect(url).toMatch(/\/shared#[\w-]{43}$/);
      await dialog.getByRole('button', { name: 'Copy' }).click();
      await dialog.getByText('Copied').waitFor();
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(url);
      expect(await axeViolations(page)).toEqual([]);
      await dialog.getByRole('button', { name: 'Done' }).click();
      await card().locator('[data-share-link=works]').getByText('Never opened').waitFor();
    },
    testMs,
  );

  it(
    'shows stage and truck to whoever has the link, and nothing that names anybody',
    async () => {
      await guestPage.goto(url);
      await guestPage.getByText('The truck is on its way to the delivery.').waitFor();
      await guestPage.getByRole('list', { name: 'Progress' }).getByText('In transit').waitFor();
      const truck = guestPage.getByRole('region', { name: 'The truck' });
      await truck.getByText(/was here .* ago/).waitFor();
      await truck.getByTestId('map').waitFor();
      await guestPage.getByText(/^Expected/).waitFor();
      expect(await guestPage.content()).not.toContain(vpcId);
      await shoot(guestPage, 'shared-trip');
      expect(await axeViolations(guestPage)).toEqual([]);
    },
    testMs,
  );

  it('sends the secret in no address and tells nobody where it came from', async () => {
    const secret = url.split('#')[1] ?? url;
    const seen = await Promise.all(
      requests.map(async (request) => [request.url(), (await request.allHeaders())['referer'] ?? '']),
    );
    expect(seen.length).toBeGreaterThan(2);
    expect(seen.flat().filter((text) => text.includes(secret))).toEqual([]);
    const hosts = requests
      .map((request) => new URL(request.url()))
      .filter(({ protocol }) => protocol === 'http:');
    expect([...new Set(hosts.map(({ origin }) => origin))]).toEqual([browser.origin]);
    const asked = requests.filter((request) => request.url().includes('/api/'));
    expect(asked.map((request) => request.postData()).join()).toContain(secret);
    expect(asked.some((request) => request.headers()['authorization'])).toBe(false);
  });

  it(
    'says how often the link was opened, and shows nothing once it is revoked',
    async () => {
      await page.reload();
      const link = card().locator('[data-share-link=works]');
      await link.getByText('Opened once').waitFor();
      await card().scrollIntoViewIfNeeded();
      await browser.shoot('trip-share-links');
      await link.getByRole('button', { name: 'Revoke' }).click();
      const dialog = page.getByRole('dialog', { name: 'Revoke the link' });
      expect(await axeViolations(page)).toEqual([]);
      await dialog.getByRole('button', { name: 'Revoke' }).click();
      await card()
        .locator('[data-share-link=revoked]')
        .getByText(/Revoked by/)
        .waitFor();
      await guestPage.reload();
      await guestPage.getByText('This link shows nothing, or nothing any more').waitFor();
      await shoot(guestPage, 'shared-nothing');
      expect(await axeViolations(guestPage)).toEqual([]);
    },
    testMs,
  );

  it(
    'says so where the link lost its end',
    async () => {
      await guestPage.goto(`${browser.origin}/shared`);
      await guestPage.getByText('This link is not whole').waitFor();
      expect(browser.foreignRequests).toEqual([]);
      expect(browser.pageErrors).toEqual([]);
    },
    testMs,
  );
});
