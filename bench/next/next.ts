import { driven } from './driven.ts';
import { worldOf } from './world.ts';
const n = Number(process.argv[2] ?? 10),
  noise = Number(process.argv[3] ?? 0.05),
  trials = Number(process.argv[4] ?? 32),
  verbose = process.argv[5] === 'v';
const t = Date.now();
let ok = 0;
const all: number[] = [];
for (let s = 1; s <= n; s++) {
  const d = driven(worldOf(s, noise), trials, 5);
  const best = d.rounds.at(-1)!.regret;
  all.push(best);
  ok += best <= 0.02 ? 1 : 0;
  if (verbose)
    console.log(
      s,
      d.rounds.map((r) => `${r.name}:${r.regret.toFixed(3)}`).join('  '),
      d.rounds.at(-1)!.trials,
      d.saturated,
    );
}
all.sort((a, b) => a - b);
console.log(
  'noise',
  noise,
  'ok',
  ok,
  'of',
  n,
  (Date.now() - t) / 1000,
  'median',
  all[Math.floor(n / 2)]!.toFixed(3),
  'p90',
  all[Math.floor(n * 0.9)]!.toFixed(3),
);
