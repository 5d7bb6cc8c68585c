/** The first thing that a newcomer runs: round 1 of `examples/digits-mlp`, from an empty store to a report. */
import { spawn } from 'node:child_process';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

// Nothing is served until there is a dashboard; the flag is taken so that scripts need not change then.
parseArgs({ options: { serve: { type: 'boolean' } }, allowNegative: true });
const path = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url));
const project = path('examples/digits-mlp');
const attune = path('packages/service/bin/attune.js');
const shown = relative(process.cwd(), project);

console.log('Tuning a small network on 1,797 images of handwritten digits: round 1 of examples/digits-mlp.\n');
const status = await run(['run', '1', '--project', project]);
if (status === 0) {
  console.log('\nWhat next?');
  console.log(`  open ${shown}/report.html                 the report with its figures`);
  console.log(`  npm run attune -- best --project ${shown}    the winner, to be taken away`);
  console.log(`  npm run attune -- init --help                 the same for your own training script`);
}
process.exitCode = status;

function run(words: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [attune, ...words], { stdio: 'inherit' });
  // Ctrl-C reaches the child as well, which ends in its own time.
  process.on('SIGINT', () => undefined);
  return new Promise((resolve) => child.once('exit', (code, signal) => resolve(code ?? (signal === null ? 0 : 1))));
}
