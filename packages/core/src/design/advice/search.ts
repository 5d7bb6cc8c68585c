/** Which algorithm proposes the points, and whether the search can find the baseline back (method C6, A6). */
import { find, holds, offBeside } from '../../space/index.ts';
import { defineTexts } from '../../texts/index.ts';
import { baselineSeeds, repeatsAfter } from '../resolve-round.ts';
import { having, varies, type Subject } from '../subject.ts';
import type { Advice } from './advice.ts';

export const searchAdviceTexts = defineTexts('advice-search', {
  random: 'the search is random',
  randomWhy:
    'points drawn at random leave gaps and clusters; halton covers the space evenly after any number of trials, and is as easy to extend and to read',
  randomRemedy: 'write search: halton, unless the points must match those of another program',
  grid: 'a grid over {count} hyperparameters: {names}',
  gridWhy:
    'a grid repeats few values of each: with {points} points it sees {levels} of the one that matters, where halton sees {points}',
  gridRemedy: 'write search: halton; a grid is fair for one or two hyperparameters',
  list: 'the configurations are listed',
  listWhy: 'nothing is tuned: what is compared is these configurations, not the best that each value can do',
  listRemedy: 'write search: halton, unless exactly these are the question',
  floor: 'the baseline runs {runs} {runs|time|times}, and has not run before',
  floorFew: 'the baseline runs {runs} {runs|time|times}, and has run {earlier} {earlier|time|times} before',
  floorNone: 'the baseline does not run',
  floorWhy:
    'its spread over at least {least} seeds is the noise that every difference is judged by; without it a conclusion is undecided or rests on an older spread',
  floorRemedy: 'write baseline_seeds: {least}',
  floorNoneRemedy: 'remove baseline_seeds, or write 1 or more',
  outside: 'the baseline’s {name}, {value}, lies outside what the round searches',
  outsideWhy: 'the search cannot come back to the baseline, so that doing worse than it may be the fault of the range',
  outsideRemedy: 'widen the range of {name} under ranges so that it holds {value}, unless that is meant',
  outsideKnown:
    'an earlier round searched there, beside this baseline, so that this may be meant; but this round cannot come back to it, and its best may be worse',
  outsideKnownRemedy:
    'nothing, where trials have shown that the best lies elsewhere; else widen the range of {name} under ranges so that it holds {value}',
});

/** A grid of more dimensions than this spends its points on repeats. */
const gridDimensions = 2;

export function searchAlgorithm(subject: Subject): readonly Advice[] {
  const { kind } = subject.file.search;
  const advice = { hyperparameters: [], details: [] };
  switch (kind) {
    case 'halton':
    case 'sobol':
      return [];
    case 'random':
      return [
        {
          ...advice,
          code: 'search-random',
          severity: 'note',
          problem: searchAdviceTexts.random(),
          reason: searchAdviceTexts.randomWhy(),
          remedy: searchAdviceTexts.randomRemedy(),
        },
      ];
    case 'grid':
      return gridAdvice(subject);
    case 'list':
      if (having(subject, 'scientific').length === 0) return [];
      return [
        {
          ...advice,
          code: 'search-list',
          severity: 'advice',
          problem: searchAdviceTexts.list(),
          reason: searchAdviceTexts.listWhy(),
          remedy: searchAdviceTexts.listRemedy(),
        },
      ];
  }
}

function gridAdvice({ placed, round }: Subject): readonly Advice[] {
  const ids = placed
    .filter(({ role, hyperparameter }) => role === 'nuisance' && hyperparameter.kind !== 'choice')
    .map(({ id }) => id);
  const points = Math.max(...round.studies.filter(({ purpose }) => purpose === 'search').map(({ trials }) => trials));
  if (ids.length <= gridDimensions) return [];
  return [
    {
      code: 'search-grid',
      severity: 'advice',
      hyperparameters: ids,
      problem: searchAdviceTexts.grid({ count: ids.length, names: ids.join(', ') }),
      reason: searchAdviceTexts.gridWhy({ points, levels: Math.floor(points ** (1 / ids.length) + 1e-9) }),
      remedy: searchAdviceTexts.gridRemedy(),
      details: [],
    },
  ];
}

/** Fewer runs of the baseline than the noise floor needs, those that it has had already included; one in any round. */
export function noiseFloor({ round, number, known }: Subject): readonly Advice[] {
  const runs = round.studies
    .filter(({ purpose }) => purpose === 'baseline')
    .reduce((sum, { trials }) => sum + trials, 0);
  const earlier = known.baselineRuns ?? (number === 1 ? 0 : baselineSeeds.first);
  const least = repeatsAfter(earlier);
  if (runs >= least) return [];
  return [
    {
      code: 'noise-floor',
      severity: 'advice',
      hyperparameters: [],
      problem:
        runs === 0
          ? searchAdviceTexts.floorNone()
          : earlier === 0
            ? searchAdviceTexts.floor({ runs })
            : searchAdviceTexts.floorFew({ runs, earlier }),
      reason: searchAdviceTexts.floorWhy({ least: baselineSeeds.first }),
      remedy:
        least === baselineSeeds.later ? searchAdviceTexts.floorNoneRemedy() : searchAdviceTexts.floorRemedy({ least }),
      details: [],
    },
  ];
}

export function baselineOutside(subject: Subject): readonly Advice[] {
  const { project, space, file, known } = subject;
  if (file.search.kind === 'list') return [];
  return having(subject, 'nuisance').flatMap(({ id, hyperparameter }): readonly Advice[] => {
    const value = project.baseline[id];
    const searched = find(space, id).find((one) => one.id === id) ?? hyperparameter;
    if (value === undefined || !varies(searched) || holds(searched, value)) return [];
    if (offBeside(searched) && searched.off === value) return [];
    const told = { name: id, value: String(value) };
    const knowingly = known.searchedAtBaseline?.includes(id) === true;
    return [
      {
        code: 'baseline-outside',
        severity: knowingly ? 'note' : 'advice',
        hyperparameters: [id],
        problem: searchAdviceTexts.outside(told),
        reason: knowingly ? searchAdviceTexts.outsideKnown() : searchAdviceTexts.outsideWhy(),
        remedy: knowingly ? searchAdviceTexts.outsideKnownRemedy(told) : searchAdviceTexts.outsideRemedy(told),
        details: [],
      },
    ];
  });
}
