// Asks an independent judge, Redocly CLI's `diff`, about the pairs of documents that our own tests judge, and fails where the
// two differ and codegen/tests/diff_pairs.json does not say why. Usage: node .ci/judge.mjs [FOLDER FOR THE JUDGE]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { installed } from './npm.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const home = process.argv[2] ?? join(root, 'target', 'judge');
const program = installed(home, '@redocly/cli', '2.77.0', 'bin/cli.js');

const folder = mkdtempSync(join(tmpdir(), 'judge-'));
const pairs = JSON.parse(readFileSync(join(root, 'codegen/tests/diff_pairs.json'), 'utf8'));
const wrong = [];
let agreed = 0;
for (const { name, old, new: next, contract, differs } of pairs) {
  const [base, revision] = [join(folder, `${name}.old.yaml`), join(folder, `${name}.new.yaml`)];
  writeFileSync(base, old);
  writeFileSync(revision, next);
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [program, 'diff', base, revision, '--format', 'json', '--fail-on', 'none'],
    { encoding: 'utf8', env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }, timeout: 60_000 },
  );
  let breaks;
  try {
    breaks = JSON.parse(stdout).bump === 'major';
  } catch {
    wrong.push(`${name}: the judge says nothing: ${stdout}${stderr}`);
    continue;
  }
  const agrees = breaks === (contract === 'breaking');
  agreed += agrees ? 1 : 0;
  if (agrees === Boolean(differs)) {
    const said = `ours: ${contract}, the judge: ${breaks ? 'breaking' : 'not breaking'}`;
    wrong.push(`${name}: ${said}; ${agrees ? 'they agree now, so take `differs` out' : 'say in `differs` why'}`);
  }
}
console.log(`${agreed} of ${pairs.length} pairs are judged alike, ${pairs.length - agreed} are known to differ`);
if (wrong.length > 0) {
  console.error(wrong.join('\n'));
  process.exit(1);
}
