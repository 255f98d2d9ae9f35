// Programs of npm's that judge us, one version of each.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** The path of a file of the package, which is installed into the folder first; ends the run where that is not possible. */
export function installed(home, name, version, file) {
  const program = join(home, 'node_modules', ...name.split('/'), ...file.split('/'));
  if (!existsSync(program)) {
    mkdirSync(home, { recursive: true });
    const judge = `${name}@${version}`;
    try {
      execFileSync('npm', ['install', '--silent', '--no-audit', '--no-fund', '--prefix', home, judge], { stdio: 'inherit' });
    } catch {
      console.log(`skipped: ${judge} cannot be installed here`);
      process.exit(0);
    }
  }
  return program;
}
