// What the tests do in pages of Hawtio: its own words and ids, in one place for when they change.
const CAMEL = 'org.apache.camel-CamelContexts-snowline';

/** The tree of Camel's parts, with the group of routes opened that a batch goes through. */
export async function openCamel(page, management) {
  await page.goto(`${management}/hawtio/camel`);
  const group = page.locator(`li[id="${CAMEL}-routes-batch-folder"]`);
  await group.locator('button').first().click();
}

/** Chooses a node of the tree. */
export async function choose(page, path) {
  const item = page.locator(`li[id="${CAMEL}-${path}"]`);
  await item.locator('.pf-v6-c-tree-view__node-text').first().click();
}

/** Chooses a view of the node. */
export async function view(page, name) {
  await page.getByRole('link', { name, exact: true }).click();
}

/** The row of a route in the table of all routes. */
export function routeRow(page, route) {
  return page
    .locator('#camel-routes-table tbody tr')
    .filter({ has: page.locator('td').getByText(route, { exact: true }) });
}

/** Ticks a route in the table and presses a button above it. */
export async function press(page, route, button) {
  await routeRow(page, route).locator('input[type=checkbox]').check();
  await page.getByRole('button', { name: button, exact: true }).click();
}

/** Asks Jolokia from within the page, as whoever has logged in there. */
export function jolokia(page, request) {
  return page.evaluate(async (body) => {
    const answer = await fetch('/hawtio/jolokia', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    return answer.json();
  }, request);
}
