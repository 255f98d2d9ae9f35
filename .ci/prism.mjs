// Asks an independent judge, Prism, about what generated clients send: it serves a document, the generated wire tests send their
// requests to it as well, and it says what breaks the document. Fails on every violation that .ci/prism.json does not explain by an
// error of Prism's own. Usage: node .ci/prism.mjs [FOLDER OF THE CORPUS]
import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { installed } from './npm.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const home = join(root, 'target', 'prism');
const program = installed(home, '@stoplight/prism-cli', '5.14.2', 'dist/index.js');
const corpus = process.argv[2];
const known = JSON.parse(readFileSync(join(root, '.ci/prism.json'), 'utf8'));

function cargo(args, options = {}) {
  const done = spawnSync('cargo', args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28, ...options });
  if (done.status !== 0) {
    throw new Error(`cargo ${args.join(' ')}\n${done.stdout}${done.stderr}`);
  }
  return done.stdout;
}

/** The program of the wire tests of a crate. */
function built(args, options) {
  const said = cargo(['test', '--test', 'operations', '--no-run', '--message-format', 'json', ...args], options);
  const artifacts = said.split('\n').filter(Boolean).map((line) => JSON.parse(line));
  return artifacts.find((it) => it.executable && it.target.name === 'operations').executable;
}

/** The client of another document, with its tests. */
function another(document, index) {
  const name = `judged-${index}`;
  const out = join(home, 'crates', name);
  rmSync(out, { recursive: true, force: true });
  cargo(['xtask', 'codegen', '--spec', document, '--out', out, '--name', name, '--tests']);
  copyFileSync(join(root, 'Cargo.lock'), join(out, 'Cargo.lock'));
  const env = { ...process.env, CARGO_TARGET_DIR: join(home, 'build'), CARGO_PROFILE_DEV_DEBUG: '0' };
  return built(['--offline'], { cwd: out, env });
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** What Prism says of each request of these tests. */
async function judged(document, tests) {
  const port = await freePort();
  const server = `http://127.0.0.1:${port}`;
  let log = '';
  let over = false;
  let prism;
  // Some requests are the end of it; then the others are for the next one.
  const serve = () => {
    prism = spawn(process.execPath, [program, 'mock', '--errors', '-v', 'error', '-p', port, document]);
    prism.stdout.on('data', (data) => (log += data));
    prism.stderr.on('data', (data) => (log += data));
    prism.on('exit', () => over || serve());
  };
  serve();
  try {
    for (let left = 600; ; left--) {
      try {
        await fetch(server);
        break;
      } catch {
        if (left === 0) {
          throw new Error(`Prism does not serve ${document}\n${log}`);
        }
        await pause(100);
      }
    }
    const run = await new Promise((resolve) => {
      let out = '';
      const env = { ...process.env, WIRE_TEST_SERVER: server, NO_PROXY: '127.0.0.1', no_proxy: '127.0.0.1' };
      const child = spawn(tests, ['--nocapture', '--test-threads', '1'], { env });
      child.stdout.on('data', (data) => (out += data));
      child.stderr.on('data', (data) => (out += data));
      child.on('exit', (code) => resolve({ code, out }));
    });
    if (run.code !== 0) {
      throw new Error(`the wire tests of ${document} fail\n${run.out}`);
    }
    // The runner writes the name of a test in front of its first line.
    const lines = run.out.split('\n').map((line) => line.match(/(?:^|\s)judged (\{.*\})$/)?.[1]).filter(Boolean);
    return lines.map((line) => JSON.parse(line)).sort((a, b) => (a.asked < b.asked ? -1 : 1));
  } finally {
    over = true;
    prism.kill();
  }
}

/** What Prism objects to in a request; what it says of its own answers, or of what it cannot answer, is not about us. */
function objection({ status, violations, body }) {
  if (status === 0) {
    return 'it ended without an answer';
  }
  const found = violations ? JSON.parse(violations).filter((it) => it.location?.[0] !== 'response' && it.severity === 'Error') : [];
  const type = body.match(/"type":"https:\/\/stoplight\.io\/prism\/errors#(\w+)"/)?.[1];
  const about = ['UNPROCESSABLE_ENTITY', 'INVALID_CONTENT_TYPE', 'UNAUTHORIZED', 'METHOD_NOT_ALLOWED'];
  if (about.includes(type) || type?.startsWith('NO_PATH') || type?.startsWith('NO_METHOD') || type?.startsWith('NO_SERVER')) {
    return `${status} ${body}`;
  }
  return found.length > 0 ? `${status} ${JSON.stringify(found)}` : undefined;
}

const documents = [{ name: 'spec/cotool.yaml', path: join(root, 'spec/cotool.yaml') }];
for (const name of corpus && existsSync(corpus) ? known.corpus : []) {
  documents.push({ name, path: join(corpus, name) });
}
const wrong = [];
const used = new Set();
let asked = 0;
let excused = 0;
for (const [index, { name, path }] of documents.entries()) {
  const tests = index === 0 ? built(['--package', 'cotool-api']) : another(path, index);
  const answers = await judged(path, tests);
  console.log(`\n${name}: ${answers.length} requests`);
  if (answers.length === 0) {
    wrong.push(`${name}: nothing was asked`);
  }
  for (const answer of answers) {
    asked += 1;
    const said = objection(answer);
    const excuse = known.wrong.find((it) => it.document === name && answer.asked.startsWith(it.asked));
    console.log(`  ${said ? (excuse ? '~' : '!') : ' '} ${answer.status} ${answer.asked}`);
    if (said && excuse) {
      excused += 1;
      used.add(excuse);
      console.log(`      Prism is wrong: ${excuse.why}`);
    } else if (said) {
      wrong.push(`${name}: ${answer.asked}\n    ${said}`);
    }
  }
}
for (const excuse of known.wrong) {
  if (documents.some((it) => it.name === excuse.document) && !used.has(excuse)) {
    wrong.push(`${excuse.document}: ${excuse.asked} is judged right now, so take it out of .ci/prism.json`);
  }
}
console.log(
  `\n${asked} requests of ${documents.length} documents were judged: ${wrong.length} violations, ${excused} errors of the judge`,
);
if (wrong.length > 0) {
  console.error(wrong.join('\n'));
  process.exit(1);
}
