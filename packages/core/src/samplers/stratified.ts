/** Samplers that follow a sequence of points: each stratum of a conditional space has a sequence of its own. */
import { hash } from '../numeric/index.ts';
import { decode, strata, type Configuration, type Space, type Stratum } from '../space/index.ts';
import { apportion } from './apportionment.ts';
import type { Sampler } from './sampler.ts';
import type { SequenceMaker } from './sequence.ts';

/**
 * Trial i takes the next point of the stratum whose turn it is. A stratum's sequence is seeded by its labels, so that it
 * stays the same where the space gains another branch. A stratum without dimensions repeats its one configuration.
 */
export function stratifiedSampler(sequence: SequenceMaker): Sampler {
  // What one study's space and seed give, kept from call to call: it saves time and never changes a point.
  let kept: { readonly space: Space; readonly seed: number; readonly at: ConfigurationAt } | undefined;
  return {
    adaptive: false,
    suggest: ({ space }, first, count, seed) => {
      if (kept?.space !== space || kept.seed !== seed)
        kept = { space, seed, at: configurations(space, seed, sequence) };
      const { at } = kept;
      return Array.from({ length: count }, (_, i) => ({ index: first + i, configuration: at(first + i) }));
    },
  };
}

type ConfigurationAt = (index: number) => Configuration;

function configurations(space: Space, seed: number, sequence: SequenceMaker): ConfigurationAt {
  const pieces = strata(space);
  const turn = apportion(pieces);
  const made = new Map<Stratum, ConfigurationAt>();
  return (index) => {
    const { stratum, within } = turn(index);
    const piece = pieces[stratum];
    if (piece === undefined) throw new RangeError(`there is no stratum ${stratum}`);
    const at = made.get(piece) ?? along(piece, seed, sequence);
    made.set(piece, at);
    return at(within);
  };
}

function along(piece: Stratum, seed: number, sequence: SequenceMaker): ConfigurationAt {
  const names = Object.entries(piece.labels).sort(([a], [b]) => (a < b ? -1 : 1));
  const { point } = sequence(piece.dimensions.length, hash(seed, 'stratum', ...names.flat()));
  return (index) => decode(piece, point(index));
}
