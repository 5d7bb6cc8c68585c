/** Whether a run has got better than what knows nothing, where the value of that is stated. */
import type { Evidence } from './evidence.ts';
import { orientedChance, type Signal } from './signal.ts';

/** False where chance is not known; by more than the noise, and by a share of chance that no accident of its estimate makes. */
export function beatsChance(objective: Signal, { options, subject }: Pick<Evidence, 'options' | 'subject'>): boolean {
  const chance = orientedChance(subject.chance, objective.sign, objective.logged);
  const ahead = chance - objective.smooth.reduce((low, value) => Math.min(low, value), Infinity);
  const share = options.learnt * (objective.logged ? 1 : Math.abs(chance));
  return ahead > Math.max(options.noises * objective.noise, share);
}
