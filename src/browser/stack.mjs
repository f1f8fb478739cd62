// The local run with users on its management port: a process of its own, which is ended with this one.
import { spawn, execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const STARTED = /The console is at (http:\/\/127\.0\.0\.1:\d+)\/hawtio\//;
const GATEWAY = /POST (http:\/\/127\.0\.0\.1:\d+)\/v1\//;
const LOADED = /^Batch (\d{8}T\d{6}Z-[0-9a-f]{6}): /m;
const PATIENCE_MILLIS = 120_000;

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

/** Starts it, and answers when it has loaded a batch: its addresses, users and a way to stop it. */
export async function start(classpath, directory) {
  const home = join(resolve(directory), 'shop');
  rmSync(resolve(directory), { recursive: true, force: true });
  mkdirSync(join(home, 'config'), { recursive: true });
  const viewer = user(classpath, 'vera', 'viewer');
  const operator = user(classpath, 'otto', 'operator');
  const users = join(home, 'config', 'users.properties');
  writeFileSync(users, `${viewer.line}\n${operator.line}\n`, { mode: 0o600 });
  writeFileSync(
    join(home, 'config', 'application.properties'),
    `camel.management.authentication-enabled = true\ncamel.management.basic-properties-file = ${users}\n`,
  );
  const arguments_ = [
    '-Dlog4j2.configurationFile=log4j2-local.properties',
    'local.Main',
    `--dir=${resolve(directory)}`,
    '--orders=100000',
    '--rate=100',
    '--exit=false',
    '--files=',
    '--feed=',
    '--skip-header-lines=0',
  ];
  const run = spawn('java', arguments_, {
    env: { ...process.env, CLASSPATH: classpath },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
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
  return {
    management: said.match(STARTED)[1],
    gateway: said.match(GATEWAY)[1],
    batch: said.match(LOADED)[1],
    viewer,
    operator,
    stop: () =>
      new Promise((done) => {
        run.removeAllListeners('exit');
        run.once('exit', done);
        run.kill('SIGTERM');
      }),
  };
}
