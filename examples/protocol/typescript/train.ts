/** Gradient descent on ½ (x² + 25 y²), from a start by seed: a training program that speaks the trial protocol. */
import { appendFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { lr: { type: 'string', default: '0.01' } } });
const lr = Number(values.lr);

const { ATTUNE_DIR, ATTUNE_SEED, ATTUNE_MAX_STEPS, ATTUNE_UNTIL_STEP, ATTUNE_EVAL_EVERY, ATTUNE_RESUME } = process.env;
const directory = ATTUNE_DIR ?? '.';
const every = Number(ATTUNE_EVAL_EVERY ?? 5);
const until = Number(ATTUNE_UNTIL_STEP ?? ATTUNE_MAX_STEPS ?? 100);

function write(line: Record<string, number | string>): void {
  // JSON.stringify turns NaN and infinities into null, which is read as NaN.
  appendFileSync(join(directory, 'metrics.jsonl'), `${JSON.stringify(line)}\n`);
}

function start(): { step: number; x: number; y: number } {
  if (ATTUNE_RESUME) return JSON.parse(readFileSync(ATTUNE_RESUME, 'utf8')) as { step: number; x: number; y: number };
  const angle = Number(ATTUNE_SEED ?? 0);
  return { step: 0, x: 1.5 + 0.5 * Math.sin(angle), y: 1.5 + 0.5 * Math.cos(angle) };
}

let { step, x, y } = start();
while (step < until) {
  step += 1;
  x -= lr * x;
  y -= lr * 25 * y;
  if (step % every === 0 || step === until) write({ step, 'valid/loss': (x * x + 25 * y * y) / 2, lr });
}

// Announced after this step’s metrics, and only once it is complete: written under another name first, then renamed.
mkdirSync(join(directory, 'checkpoints'), { recursive: true });
const path = resolve(directory, 'checkpoints', String(step));
writeFileSync(`${path}.partial`, JSON.stringify({ step, x, y }));
renameSync(`${path}.partial`, path);
write({ step, checkpoint: path });
