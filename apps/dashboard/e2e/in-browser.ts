import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';

/** What is read of the running stack's description. */
type Stack = { dashboard: { url: string }; users: { email: string; password: string; role: string }[] };

const root = join(import.meta.dirname, '../../..');
const screenshots = join(root, '.local/screenshots');
const axeSource = readFileSync(join(root, 'node_modules/axe-core/axe.min.js'), 'utf8');
const browserPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => existsSync(path),
);
/** For one step. A machine that draws maps in software and runs a whole stack besides is slow. */
const patienceMs = 60_000;
export const testMs = 3 * patienceMs;

/** Without a browser on the machine nothing here can be said: the tests are counted as skipped. */
export const describeInBrowser = browserPath ? describe : describe.skip;

export type InBrowser = {
  page: Page;
  context: BrowserContext;
  origin: string;
  user: { email: string; password: string };
  /** Requests to any other machine, and errors of the page: there should be none. */
  foreignRequests: string[];
  pageErrors: string[];
  /** Signs in and opens a page of the dashboard. */
  signInTo: (path: string) => Promise<void>;
  shoot: (name: string) => Promise<unknown>;
  close: () => Promise<void>;
};

/** A browser of its own, nobody signed in, against the running stack. */
export async function openBrowser(colorScheme: 'light' | 'dark'): Promise<InBrowser> {
  const stack = readStack();
  const origin = new URL(stack.dashboard.url).origin;
  mkdirSync(screenshots, { recursive: true });
  const browser = await chromium.launch({
    ...(browserPath && { executablePath: browserPath }),
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--no-first-run',
      '--disable-component-update',
      '--disable-sync',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
    ],
  });
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme });
  context.setDefaultTimeout(patienceMs);
  const page = await context.newPage();
  const foreignRequests: string[] = [];
  const pageErrors: string[] = [];
  context.on('request', (request) => {
    if (!isOwn(request.url(), origin)) foreignRequests.push(request.url());
  });
  page.on('websocket', (socket) => {
    if (!isOwn(socket.url(), origin)) foreignRequests.push(socket.url());
  });
  page.on('pageerror', (error) => pageErrors.push(error.message));
  const user = firstUser(stack);
  return {
    page,
    context,
    origin,
    user,
    foreignRequests,
    pageErrors,
    signInTo: async (path) => {
      await page.goto(`${origin}${path}`);
      await page.getByLabel('E-mail').fill(user.email);
      await page.getByLabel('Password').fill(user.password);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.waitForURL(`**${path}`);
    },
    shoot: (name) => page.screenshot({ path: join(screenshots, `${name}-${colorScheme}.png`) }),
    close: () => browser.close(),
  };
}

function readStack(): Stack {
  const path = process.env['WATCH_TOWER_STACK'];
  if (!path) throw new Error('WATCH_TOWER_STACK names no running stack: start one first');
  return JSON.parse(readFileSync(path, 'utf8')) as Stack;
}

function firstUser({ users }: Stack): { email: string; password: string } {
  const [first] = users;
  if (!first) throw new Error('The running stack names no users');
  return first;
}

function isOwn(url: string, origin: string): boolean {
  const { protocol, host } = new URL(url);
  return protocol === 'data:' || protocol === 'blob:' || host === new URL(origin).host;
}

/** Waits for what the page will come to, with a limit, instead of for a time. */
export async function until(reached: () => Promise<boolean>): Promise<void> {
  const deadlineMs = Date.now() + patienceMs / 2;
  while (!(await reached())) {
    if (Date.now() > deadlineMs) throw new Error(`Not reached in time: ${String(reached)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

type Axe = { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };

/** What axe finds wrong with the page as it stands. */
export async function axeViolations(page: Page): Promise<unknown[]> {
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: Axe };
    const { violations } = await axe.run();
    return violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) }));
  });
}
