/** `stuck-at-chance`: the run ends no better than guessing: at the stated chance level, or at the ln C of C even classes (method D15). */
import { median } from '../numeric/index.ts';
import type { Diagnosis } from './diagnosis.ts';
import { sureness, type Evidence } from './evidence/evidence.ts';
import { beatsChance } from './evidence/chance.ts';
import { isEntropyName, type Role } from './evidence/roles.ts';
import type { Signal } from './evidence/signal.ts';

export function stuckAtChance(evidence: Evidence): readonly Diagnosis[] {
  const stated = atStatedChance(evidence);
  return stated.length > 0 ? stated : atEvenGuess(evidence);
}

function atStatedChance({ signals, subject, options }: Evidence): readonly Diagnosis[] {
  const objective = signals.get('objective');
  if (subject.chance === null || objective === undefined || objective.values.length < options.fewest) return [];
  const chance = objective.logged ? Math.log(subject.chance) : objective.sign * subject.chance;
  const best = objective.smooth.reduce((low, value) => Math.min(low, value), Infinity);
  const margin = Math.max(
    options.noises * objective.noise,
    objective.logged ? options.guess : options.guess * Math.abs(chance),
  );
  if (!(best > chance - margin)) return [];
  return [
    {
      code: 'stuck-at-chance',
      metric: objective.metric,
      step: objective.steps[0] ?? 0,
      until: null,
      confidence: sureness(best >= chance ? 3 : margin / (chance - best)),
      numbers: { chance: subject.chance, best: objective.logged ? Math.exp(best) : objective.sign * best },
    },
  ];
}

const lossRoles: readonly Role[] = ['train loss', 'valid loss', 'objective', 'batch loss'];

/** A cross-entropy that ends where an even guess among C classes lies, C small enough to be told from its neighbours. */
function atEvenGuess({ signals, options, subject }: Evidence): readonly Diagnosis[] {
  const objective = signals.get('objective');
  if (objective !== undefined && beatsChance(objective, { options, subject })) return [];
  for (const role of lossRoles) {
    const signal = signals.get(role);
    if (signal?.logged !== true || !isEntropyName(signal.metric) || signal.values.length < options.fewest) continue;
    const classes = classesOf(signal, options.guess);
    if (classes === null) continue;
    const best = Math.exp(signal.smooth.reduce((low, value) => Math.min(low, value), Infinity));
    const chance = Math.log(classes);
    // A healthy loss passes some ln C on its way: only one that never went below it, nor came from far above, is stuck.
    if (best < chance * (1 - 2 * options.guess) || Math.exp(signal.values[0] ?? 0) > farAbove * chance) continue;
    // Nor is one that still moves clearly after its first descent: it meets ln C by accident.
    if (signal.body > Math.max(2 * options.guess, options.noises * signal.noise)) continue;
    return [
      {
        code: 'stuck-at-chance',
        metric: signal.metric,
        step: signal.steps[0] ?? 0,
        until: null,
        confidence: 0.8,
        numbers: { classes, chance, best },
      },
    ];
  }
  return [];
}

/** An untrained classifier begins at ln C or little above; twice that is another scale. */
const farAbove = 2;

/** ln 10 and ln 11 differ by 4 %: beyond ten classes any loss lies near some ln C. */
const mostClasses = 10;

/** The number of classes whose even guess the second half of the curve has for its middle; null where none has. */
function classesOf({ values }: Signal, within: number): number | null {
  const level = Math.exp(median(values.slice(values.length >> 1)));
  const classes = Math.round(Math.exp(level));
  if (!(classes >= 2 && classes <= mostClasses)) return null;
  return Math.abs(level - Math.log(classes)) <= within * level ? classes : null;
}
