// Runs the tests with the class path of a local run, which Maven hands over: node run.mjs CLASSPATH [node's options]
import { spawnSync } from 'node:child_process';

const [classpath, ...options] = process.argv.slice(2);
const tests = spawnSync(process.execPath, ['--test', '--test-reporter=spec', ...options, 'browser.test.mjs'], {
  stdio: 'inherit',
  env: { ...process.env, SNOWLINE_CLASSPATH: classpath },
});
process.exit(tests.status ?? 1);
