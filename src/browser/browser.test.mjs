// Opens what Snowline serves in Chromium, beside a local run that works: the console as an operator and as a viewer, and our
// own pages. Screenshots go to the directory images/ beside this file. See docs/console.md for how it is run.
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import { start } from './stack.mjs';
import { choose, jolokia, openCamel, press, routeRow, view } from './pages.mjs';

const IMAGES = new URL('./images/', import.meta.url).pathname;
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SIZE = { width: 1280, height: 800 };
const TRACER = 'org.apache.camel:context=snowline,type=tracer,name=BacklogTracer';
const BELL = 'seda://turn?discardWhenFull=true&pollTimeout=100&purgeWhenStopping=true&size=1&waitForTaskToComplete=Never';
// A batch comes from each; the console shows those that it sees while it looks.
const ORDER_MILLIS = 5_000;
const SERIOUS = ['serious', 'critical'];

let stack;
let browser;

before(async () => {
  mkdirSync(IMAGES, { recursive: true });
  stack = await start(process.env.SNOWLINE_CLASSPATH, new URL('./run', import.meta.url).pathname);
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    // Its sandbox does not start for root.
    args: process.getuid() === 0 ? ['--no-sandbox'] : [],
  });
});

// A page that is left open goes on asking.
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
});

after(async () => {
  await browser?.close();
  await stack?.stop();
});

/** A page of somebody who has logged in, and what went wrong in it. */
async function pageOf(user) {
  const context = await browser.newContext({
    viewport: SIZE,
    httpCredentials: user && { username: user.name, password: user.password },
  });
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  const errors = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  return { page, errors };
}

async function keep(page, name) {
  await page.screenshot({ path: `${IMAGES}${name}.png` });
}

/** What axe-core finds serious or critical, a line each. */
async function findings(page, options) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate((how) => axe.run(how), options ?? {});
  return violations
    .filter((violation) => SERIOUS.includes(violation.impact))
    .flatMap((violation) => violation.nodes.map((node) => `${violation.id}: ${node.html}`));
}

test('asks for a name and a password', async () => {
  const answer = await fetch(`${stack.management}/hawtio/`);
  assert.equal(answer.status, 401);
  assert.match(answer.headers.get('WWW-Authenticate'), /^Basic /);
});

test('shows an operator the routes, and what a batch goes through', async () => {
  const { page } = await pageOf(stack.operator);
  await openCamel(page, stack.management);
  await choose(page, 'routes-batch-batch-folder');
  await page.getByText('To direct:load').waitFor();
  await page.getByText('To direct:archive').waitFor();
  await keep(page, 'diagram');
  assert.equal(await page.getByText(stack.operator.name, { exact: true }).count(), 1);
});

test('lets an operator stop and start a route', async () => {
  const { page } = await pageOf(stack.operator);
  await openCamel(page, stack.management);
  await choose(page, 'routes-folder');
  await view(page, 'Routes');
  await press(page, 'claim', 'Stop');
  await routeRow(page, 'claim').getByText('Stopped').waitFor();
  await keep(page, 'stopped');
  await press(page, 'claim', 'Start');
  await routeRow(page, 'claim').getByText('Started').waitFor();
});

test('refuses to stop a route for a viewer', async () => {
  const { page } = await pageOf(stack.viewer);
  await openCamel(page, stack.management);
  await choose(page, 'routes-folder');
  await view(page, 'Routes');
  await press(page, 'claim', 'Stop');
  await page.getByText('Operation stop() forbidden').first().waitFor();
  await keep(page, 'refused');
  assert.equal(await routeRow(page, 'claim').getByText('Started').count(), 1);
});

test('lets an operator trace a batch', async () => {
  const { page } = await pageOf(stack.operator);
  await openCamel(page, stack.management);
  // The routes that look for work every quarter of a second here would fill what is kept.
  const limited = await jolokia(page, { type: 'write', mbean: TRACER, attribute: 'TracePattern', value: 'batch' });
  assert.equal(limited.status, 200);
  await choose(page, 'routes-batch-batch-folder');
  await view(page, 'Trace');
  await page.getByRole('button', { name: 'Start Tracing' }).click();
  const steps = page.locator('#route-message-table tbody tr');
  const orders = setInterval(stack.order, ORDER_MILLIS);
  await steps
    .filter({ hasText: 'setHeader' })
    .first()
    .waitFor()
    .finally(() => clearInterval(orders));
  await keep(page, 'trace');
  await page.getByRole('button', { name: 'Stop Tracing' }).click();
  await page.getByRole('button', { name: 'Start Tracing' }).waitFor();
});

test('lets an operator look into a queue', async () => {
  const { page } = await pageOf(stack.operator);
  await openCamel(page, stack.management);
  await choose(page, `endpoints-${BELL}`);
  await view(page, 'Browse');
  // The bell is answered at once, so that there is hardly ever anything in it.
  await page.locator('#camel-content-main').getByText('No results found.').or(page.getByRole('gridcell')).first().waitFor();
  await keep(page, 'browse');
});

test('shows the page of the events API without breaking its own policy', async () => {
  const { page, errors } = await pageOf(undefined);
  await page.goto(`${stack.gateway}/v1/docs/`);
  await page.locator('.opblock-summary').click();
  await page.getByRole('button', { name: 'Try it out' }).click();
  await page.getByRole('button', { name: 'Execute' }).waitFor();
  assert.deepEqual(errors, []);
  // Swagger UI's own markup is its makers' to mend.
  assert.deepEqual(await findings(page, { exclude: ['.swagger-ui'] }), []);
});

for (const [path, image] of Object.entries({
  '/': 'overview',
  '/batches': 'batches',
  '/batches/{id}': 'batch',
  '/dead-letters': 'dead-letters',
})) {
  test(`has a page at ${path} that everybody can use`, async () => {
    const { page, errors } = await pageOf(stack.operator);
    const answer = await page.goto(stack.management + path.replace('{id}', stack.batch));
    assert.equal(answer.status(), 200);
    await page.locator('h1').first().waitFor();
    await keep(page, image);
    assert.deepEqual(errors, []);
    assert.deepEqual(await findings(page), []);
  });
}
