/** Searches that nobody steers, over given ranges: random, and Optuna's TPE. Each returns its best trial by measure. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { stream } from '@attune/core/numeric';
import { fromUnit, type Configuration, type Dimension } from '@attune/core/space';
import { bestOver } from '@attune/core/study';
import { worst, type World } from './world.ts';

export interface Search {
  readonly world: World;
  readonly axes: readonly Dimension[];
  /** What every trial has besides. */
  readonly fixed: Configuration;
  readonly maxSteps: number;
  readonly trials: number;
}

type Places = Readonly<Record<string, number>>;

export function randomly(search: Search): Configuration | null {
  const random = stream(search.world.seed, 'peer');
  const judge = judged(search);
  for (let i = 0; i < search.trials; i++) {
    judge.value(Object.fromEntries(search.axes.map(({ id }) => [id, random.uniform()])));
  }
  return judge.best();
}

export interface Tpe {
  readonly search: (search: Search) => Promise<Configuration | null>;
  readonly close: () => void;
}

/** Null, with the reason printed, where `python` cannot import Optuna. */
export function tpe(python: string): Tpe | null {
  if (spawnSync(python, ['-c', 'import optuna']).status !== 0) {
    console.log(`Optuna's TPE is left out: ${python} cannot import optuna (give an interpreter that can)\n`);
    return null;
  }
  const child = spawn(python, [join(import.meta.dirname, 'optuna_tpe.py')], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout });
  const asked = async (): Promise<Places> => {
    const [line] = (await once(lines, 'line')) as [string];
    return JSON.parse(line) as Places;
  };
  return {
    search: async (search) => {
      const judge = judged(search);
      const { axes, trials, world } = search;
      let next = asked();
      child.stdin.write(`${JSON.stringify({ axes, trials, seed: world.seed })}\n`);
      for (let i = 0; i < trials; i++) {
        const value = judge.value(await next);
        if (i + 1 < trials) next = asked();
        // A diverged trial counts as the worst there is, so that the search learns to keep away from it.
        child.stdin.write(`${JSON.stringify(value ?? worst)}\n`);
      }
      return judge.best();
    },
    close: () => child.stdin.end(),
  };
}

/** Trains at places in the ranges, and remembers the best by measure. */
function judged({ world, axes, fixed, maxSteps }: Search) {
  let id = 1_000_000;
  let best: { readonly value: number; readonly configuration: Configuration } | null = null;
  return {
    value(places: Places): number | null {
      const configuration: Configuration = {
        ...fixed,
        ...Object.fromEntries(axes.map((one) => [one.id, fromUnit(one, places[one.id] ?? 0.5)])),
      };
      const { state, curves } = world.trial({ id: ++id, study: 0, configuration, maxSteps });
      const curve = curves.find(({ metric }) => metric === world.project.objective.metric);
      const value = curve === undefined || state.status !== 'completed' ? null : bestOver(curve, 'minimize')?.value;
      if (value === undefined || value === null) return null;
      if (best === null || value < best.value) best = { value, configuration };
      return value;
    },
    best: (): Configuration | null => best?.configuration ?? null,
  };
}
