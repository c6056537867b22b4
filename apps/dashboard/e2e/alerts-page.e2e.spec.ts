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

describeInBrowser('the alerts page', () => {
  let browser: InBrowser;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
    ({ page } = browser);
    await browser.signInTo('/alerts?view=all');
  }, testMs);

  afterAll(() => browser.close(), testMs);

  /** An alert of the first truck that goes on, as LocoNav sends it. */
  const towAway = async (): Promise<void> => {
    const { items } = await browser.get<{ items: { number: string }[] }>('/api/v1/trucks?limit=1');
    await sendToLoconavWebhook('alert', {
      id: `${Date.now()}`,
      kind: 'TowAwayAlert',
      vehicle_number: items[0]?.number,
      active_event_time: new Date().toISOString(),
      active_event_latitude: 6.45,
      active_event_longitude: 3.38,
    });
  };

  it(
    'announces a new alert without moving the list, and shows it on demand',
    async () => {
      await page.locator('[data-connection=live]').waitFor();
      await page.locator('main[aria-busy=false]').waitFor();
      const listed = await page.locator('tr[data-alert]').count();
      await towAway();
      const news = page.getByRole('button', { name: /new alerts? – show/ });
      await news.waitFor();
      expect(await page.locator('tr[data-alert]').count()).toBe(listed);
      // What is announced may be another's: the trucks of the demo have alerts too.
      await until(async () => {
        if (await news.isVisible()) await news.click();
        return (await page.locator('tr[data-alert]').filter({ hasText: 'Towed away' }).count()) > 0;
      });
      await browser.shoot('alerts');
      expect(await axeViolations(page)).toEqual([]);
    },
    testMs,
  );

  it(
    'lets a person acknowledge, take, pass on and snooze one, and says who did what',
    async () => {
      await page
        .locator('tr[data-alert]')
        .filter({ hasText: 'Towed away' })
        .first()
        .getByRole('button')
        .click();
      const panel = page.getByTestId('alert-panel');
      await panel.getByRole('button', { name: 'Acknowledge' }).click();
      await panel.getByText(/Acknowledged by you/).waitFor();
      await panel.getByRole('button', { name: 'Take it' }).click();
      await panel.getByText(/Given to you by you/).waitFor();
      await panel.getByRole('button', { name: 'Give it to' }).click();
      const colleague = page.getByRole('menuitem').first();
      const name = (await colleague.textContent()) ?? '';
      await colleague.click();
      await panel.getByText(`Given to ${name} by you`).waitFor();
      await panel.getByRole('button', { name: 'Take it' }).click();
      await panel.getByText(/Given to you by you/).waitFor();
      await panel.getByRole('button', { name: 'Snooze' }).click();
      await page.getByRole('menuitem', { name: 'for 1 hour' }).click();
      await panel.locator('[data-standing=snoozed]').waitFor();
      await browser.shoot('alert');
      expect(await axeViolations(page)).toEqual([]);
      await panel.getByRole('button', { name: 'End the snooze' }).click();
      await panel.locator('[data-standing=acknowledged]').waitFor();
    },
    testMs,
  );

  it(
    'goes through the list by keys, and keeps what is looked at in the address',
    async () => {
      await page.keyboard.press('Escape');
      await page.getByTestId('alert-panel').waitFor({ state: 'detached' });
      await page.keyboard.press('j');
      await page.waitForURL((url) => url.searchParams.get('alert') !== null);
      await page.getByRole('radio', { name: 'Mine' }).click();
      await page.waitForURL((url) => url.searchParams.get('view') === 'mine');
      await until(
        async () => (await page.locator('tr[data-alert]').filter({ hasText: 'Towed away' }).count()) > 0,
      );
      expect(browser.foreignRequests).toEqual([]);
      expect(browser.pageErrors).toEqual([]);
    },
    testMs,
  );
});
