// Runs the tests with the class path of a local run, which Maven hands over: node run.mjs CLASSPATH
import { spawnSync } from 'node:child_process';

const [classpath] = process.argv.slice(2);
const tests = spawnSync(process.execPath, ['--test', '--test-reporter=spec', 'browser.test.mjs'], {
  stdio: 'inherit',
  env: { ...process.env, SNOWLINE_CLASSPATH: classpath },
});
process.exit(tests.status ?? 1);
