/**
 * The first thing that a newcomer runs: round 1 of `examples/digits-mlp`, from an empty store to a report, with the notebook
 * in the browser meanwhile and afterwards. `--no-serve` leaves the notebook out, as does output that nobody watches.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { relative } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { serve: { type: 'boolean' } }, allowNegative: true });
const path = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url));
const project = path('examples/digits-mlp');
const attune = path('packages/service/bin/attune.js');
const shown = relative(process.cwd(), project);

// Ctrl-C reaches the children as well, which end in their own time.
let interrupted = false;
process.on('SIGINT', () => (interrupted = true));

console.log('Tuning a small network on 1,797 images of handwritten digits: round 1 of examples/digits-mlp.\n');
const server = (values.serve ?? process.stdout.isTTY) ? spawnServer() : null;
const url = server === null ? null : await addressOf(server);
if (url !== null) console.log(`Watch it live in the browser: ${url}\n`);

const status = await run(['run', '1', '--project', project]);
if (status === 0) {
  console.log('\nWhat next?');
  if (url !== null) console.log(`  open ${url}            the notebook: findings, figures, every trial`);
  console.log(`  open ${shown}/report.html                 the report with its figures`);
  console.log(`  npm run attune -- best --project ${shown}    the winner, to be taken away`);
  console.log(`  npm run attune -- init --help                 the same for your own training script`);
}
process.exitCode = status;
if (server !== null) await end(server, status);

function run(words: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [attune, ...words], { stdio: 'inherit' });
  return new Promise((resolve) => child.once('exit', (code, signal) => resolve(code ?? (signal === null ? 0 : 1))));
}

function spawnServer(): ChildProcess {
  return spawn(process.execPath, [attune, 'serve', '--json', '--project', project], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** The line that the server prints once it listens; null where it ended instead, which it has explained. */
async function addressOf(child: ChildProcess): Promise<string | null> {
  if (child.stdout === null) return null;
  for await (const line of createInterface({ input: child.stdout })) {
    try {
      const { url: address } = JSON.parse(line) as { readonly url?: string };
      return address ?? null;
    } catch {
      return null;
    }
  }
  return null;
}

/** After a round that went well the notebook stays, until Ctrl-C. */
async function end(child: ChildProcess, outcome: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  if (outcome !== 0 || interrupted) child.kill('SIGTERM');
  else console.log('\nThe notebook stays open until Ctrl-C.');
  await ended;
}
