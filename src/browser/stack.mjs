// The local run with users on its management port: a process of its own, which is ended with this one.
import { spawn, execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

const STARTED = /The console is at (http:\/\/127\.0\.0\.1:\d+)\/hawtio\//;
const GATEWAY = /POST (http:\/\/127\.0\.0\.1:\d+)\/v1\//;
const LAKE = /lake +(http:\/\/127\.0\.0\.1:\d+), bucket (\w+)/;
const LOADED = /^Batch (\d{8}T\d{6}Z-[0-9a-f]{6}): /m;
const PATIENCE_MILLIS = 240_000;
const LOOK_MILLIS = 500;
const BAD_LINES = 30_000;
// Some batches to look at, and then quiet: Chromium needs the processor too.
const ORDERS = 3_000;
const BATCHES = 10;
const HOUR = 'landing/orders/2026/11/20/10/snowline-orders-1-2026-11-20-10';

/** Makes a user by the command that people make them with. */
function user(classpath, name, role) {
  const said = execFileSync('java', ['routes.Application', 'user', name, role], {
    encoding: 'utf8',
    env: { ...process.env, CLASSPATH: classpath },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [password, line] = said.match(/^ {2}\S.*$/gm).map((each) => each.trim());
  return { name, role, password, line };
}

/** Puts an object, signed as S3's second version of signatures says. */
async function put({ url, bucket }, key, content) {
  const path = `/${bucket}/${key}`;
  const date = new Date().toUTCString();
  const signature = createHmac('sha1', 'local').update(`PUT\n\n\n${date}\n${path}`).digest('base64');
  const answer = await fetch(url + path, {
    method: 'PUT',
    headers: { Date: date, Authorization: `AWS local:${signature}` },
    body: Buffer.from(content),
  });
  if (!answer.ok) {
    throw new Error(`${path} was not put: ${answer.status} ${await answer.text()}`);
  }
}

/** Orders that break one rule or another. */
function badOrders() {
  const broken = [
    'C-00000007,Mug,2,-19.80,2026-11-20T10:00:00Z',
    ',Teapot,1,24.00,2026-11-20T10:00:00Z',
    'C-00000009,Kettle,1,39.90,20.11.2026 10:00',
  ];
  return Array.from({ length: BAD_LINES }, (_, i) => `R-${100_000 + i},${broken[i % 3]},2026-11-20T10:00:01Z\n`).join('');
}

/** Asks the loader until the answer will do, and does something after each that will not. */
async function until(url, { name, password }, willDo, meanwhile = () => {}) {
  const headers = { Authorization: `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}` };
  for (const end = Date.now() + PATIENCE_MILLIS; Date.now() < end; ) {
    const answer = await (await fetch(url, { headers })).json();
    if (willDo(answer)) {
      return answer;
    }
    await meanwhile();
    await new Promise((done) => setTimeout(done, LOOK_MILLIS));
  }
  throw new Error(`${url} did not answer as it should in time`);
}

/** What puts an order of its own each time it is called. */
function orders(lake) {
  let ordered = 0;
  return () => {
    ordered += 1;
    const line = `R-${ordered},C-00000008,Kettle,1,39.90,2026-11-20T10:00:00Z,2026-11-20T10:00:01Z\n`;
    return put(lake, `${HOUR}-15-00-${ordered}.csv`, line);
  };
}

/** Lets go wrong what can: a batch that is held, an object that cannot be read, one of no feed. Answers the held batch. */
async function goWrong(lake, order, management, user) {
  await put(lake, `${HOUR}-05-00.csv.gz`, gzipSync(badOrders()).subarray(0, 1_000));
  await put(lake, 'landing/returns/2026/11/20/10/snowline-returns-1-2026-11-20-10-05-00.csv', 'R-1,O-1,broken\n');
  await put(lake, `${HOUR}-10-00.csv`, badOrders());
  await until(`${management}/dead-letters.json`, user, ({ letters }) => letters.length >= 2);
  const { batches } = await until(`${management}/batches.json?status=held`, user, (page) => page.batches.length > 0);
  await until(`${management}/batches.json?limit=200`, user, (page) => page.batches.length >= BATCHES, order);
  return batches[0].batchId;
}

/** Starts it, and answers when it has loaded batches and held one: its addresses, its users, a way to order
 * something, and one to stop it. */
export async function start(classpath, directory) {
  const home = join(resolve(directory), 'shop');
  rmSync(resolve(directory), { recursive: true, force: true });
  mkdirSync(join(home, 'config'), { recursive: true });
  const viewer = user(classpath, 'vera', 'viewer');
  const operator = user(classpath, 'otto', 'operator');
  const users = join(home, 'config', 'users.properties');
  writeFileSync(users, `${viewer.line}\n${operator.line}\n`, { mode: 0o600 });
  // These win over what the local run sets: that nobody has to log in, and that nothing is held.
  const properties = {
    'camel.management.authentication-enabled': 'true',
    'camel.management.basic-properties-file': users,
    'transform.hold-above': '60%',
  };
  // A run this short is over before the optimizing compiler has earned what it takes.
  const options = ['-XX:TieredStopAtLevel=1', ...Object.entries(properties).map(([key, value]) => `-D${key}=${value}`)];
  const arguments_ = [
    '-Dlog4j2.configurationFile=log4j2-local.properties',
    'local.Main',
    `--dir=${resolve(directory)}`,
    `--orders=${ORDERS}`,
    '--rate=100',
    '--exit=false',
    '--files=',
    '--feed=',
    '--skip-header-lines=0',
  ];
  const run = spawn('java', arguments_, {
    env: { ...process.env, CLASSPATH: classpath, _JAVA_OPTIONS: options.join(' ') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stop = () =>
    new Promise((done) => {
      run.removeAllListeners('exit');
      run.once('exit', done);
      run.kill('SIGTERM');
    });
  let said = '';
  try {
    await new Promise((done, failed) => {
      const late = setTimeout(() => failed(new Error(`No batch was loaded. It said:\n${said}`)), PATIENCE_MILLIS);
      run.once('exit', (code) => failed(new Error(`The local run ended with ${code}. It said:\n${said}`)));
      run.stdout.on('data', (text) => {
        said += text;
        if (STARTED.test(said) && LOADED.test(said)) {
          clearTimeout(late);
          done();
        }
      });
    });
    const [, management] = said.match(STARTED);
    const [, url, bucket] = said.match(LAKE);
    const lake = { url, bucket };
    const order = orders(lake);
    const batch = await goWrong(lake, order, management, viewer);
    return { management, gateway: said.match(GATEWAY)[1], batch, order, viewer, operator, stop };
  } catch (e) {
    await stop();
    throw e;
  }
}
