/**
 * Were enough points sampled (method D2), and which source of variation dominates (method L1)?
 *
 *   N    trials of a study that ended;  y  the best of them
 *   E_n  expected best of n of them, S_n its standard deviation: study variance, of another search (`best-of.ts`)
 *   s    standard deviation from seed to seed: trial variance (`noise.ts`)
 *   thin     S_{N/2} is larger beside s than the luck of picking among equal trials makes it (`search-spread.ts`)
 *   enough   the smallest n with E_n within s of y, where that is at most N / 3
 *
 * S_n falls with n, and doubling n gains about half of it: 0.50 to 0.57 S_n where the best of n nears its limit as n^(−2/d)
 * with d from 2 to 8 hyperparameters (then Weibull's law holds, of shape d / 2), 0.54 S_n under Gumbel's. So a search whose
 * best varies by less than a training seed does has little to gain from as many trials again; one that varies by more, more.
 * S beyond N / 2 is not used: so large subsets share their best. Trials of an adaptive study are no sample of its space.
 */
import { rounded, roundedTo, stream } from '../numeric/index.ts';
import { defineTexts, type Message } from '../texts/index.ts';
import { bestOf, widest } from './evidence/best-of.ts';
import { budgetsOf, enoughOf } from './evidence/budgets.ts';
import { compareWithFloor } from './evidence/comparison.ts';
import { noiseOf, samplingError, type Noise } from './evidence/noise.ts';
import { percent } from './evidence/percent.ts';
import { sampledOf, type Sampled } from './evidence/sampled.ts';
import { spreadByNoise } from './evidence/search-spread.ts';
import type { Finding } from './finding.ts';
import type { InsightOptions } from './options.ts';
import type { Question } from './question.ts';
import type { RoundView } from './view.ts';

/** Feasible trials below which order statistics of halves say nothing. */
const fewest = 8;
/** Share of a study that may be called enough: the best of more resembles the best of all too much to tell. */
export const enoughShare = 1 / 3;
/** Of notes, which test nothing; `docs/findings/density.md` has how often "enough" is wrong. */
const noteConfidence = 0.9;

export const densityTexts = defineTexts('density', {
  thin: 'more trials would pay: from one search of {half} trials to another the best varies by {search}, {times} × what a training seed changes ({seed})',
  enough:
    'about {enough} of the {count} trials would have been enough: on average the best of {enough} comes within {seed}, the standard deviation from seed to seed, of the best of all',
  unmeasured:
    'half of the {count} trials would have found a best that is {half} worse on average, a quarter one that is {quarter} worse; the noise between seeds is not known, so that nothing tells whether this matters',
  sampled:
    'the best of about {enough} {enough|trial|trials} comes on average within {error} of the best of all, the sampling error of such a result on {examples} examples: a smaller difference may not hold on fresh data',
  study: 'in study {study}',
  of: '{study}: {headline}',
  budgets: 'expected best by number of trials: {list}; of all {count}: {best}',
  budget: '{expected} of {trials}',
  sources:
    'two sources of variation, kept apart: another search of {half} such trials changes the best by {search} (standard deviation), another training seed changes a result by {seed}',
  searches: 'another search of {half} such trials changes the best by {search} (standard deviation)',
  chance:
    'if configurations made no difference, the best of half would vary as much beside these seeds in {p} of studies',
  gained: 'the second half of the trials gained {gained} on average; as many again would gain no more than that',
  region: '{good} of the {count} trials lie within the noise floor ({floor}) of the best',
  near: 'numbers beyond half are left out: draws of so many mostly share the same best, and look steadier than searches are',
  unseen: 'a good region so narrow that no trial hit it does not show in this',
  more: 'add {trials} trials, or first narrow the ranges to where the best trials lie',
  fewer: 'next time give such a search {enough} trials, and the rest to seeds or to another question',
  adaptive:
    'study {study}: the search was adaptive, so that its trials are no sample of the space, and nothing tells how fewer would have done',
  few: 'study {study}: {count} feasible {count|trial|trials}, and at least {fewest} are needed to tell how fewer would have done',
  repeated:
    'study {study}: its trials repeat {count} {count|configuration|configurations}, and at least {fewest} are needed to tell how fewer would have done',
  flat: 'study {study}: the best of its trials all have the same objective',
  motionless:
    'study {study}: every seed gave exactly the same value, so that nothing tells how much of its spread is noise',
  between:
    'study {study}: from one search of {half} trials to another the best varies by {search}, a training seed changes {seed}: neither clearly too few trials nor clearly enough (p = {p})',
});

export const density: Question = {
  code: 'density',
  texts: densityTexts.table,
  ask(view, options) {
    const studies = sampledOf(view);
    const noise = noiseOf(view, view.round.objective.metric);
    const answers = studies.map((sampled) => askStudy({ view, noise, sampled, studies: studies.length, options }));
    return {
      findings: answers.filter((answer): answer is Finding => 'code' in answer),
      silent: answers.filter((answer): answer is Message => !('code' in answer)),
    };
  },
};

interface Asked {
  readonly view: RoundView;
  readonly noise: Noise | null;
  readonly sampled: Sampled;
  /** How many studies are asked: they share the false alarms of the question. */
  readonly studies: number;
  readonly options: InsightOptions;
}

/** What is known of a study that can be asked. */
interface Spread extends Asked {
  /** S_{N/2}. */
  readonly search: number;
  /** E_{N/2}. */
  readonly expected: number;
  readonly best: number;
}

function askStudy(asked: Asked): Finding | Message {
  const { study, results, count } = asked.sampled;
  if (study.adaptive) return densityTexts.adaptive({ study: study.name });
  const [best] = results;
  if (best === undefined || results.length < fewest) {
    if (asked.sampled.repeated) return densityTexts.repeated({ study: study.name, count: results.length, fewest });
    return densityTexts.few({ study: study.name, count: results.length, fewest });
  }
  const { deviation: search, expected } = bestOf(results, count, widest(count));
  const spread: Spread = { ...asked, search, expected, best };
  if (search === 0) return densityTexts.flat({ study: study.name });
  const seed = asked.noise?.deviation ?? null;
  if (seed === null) return unmeasured(spread);
  if (seed === 0) return densityTexts.motionless({ study: study.name });
  return judged(spread, seed);
}

function judged(spread: Spread, seed: number): Finding | Message {
  const { sampled, noise, search, best, studies, options } = spread;
  const { study, results, count } = sampled;
  const half = widest(count);
  const shown = (value: number): number => rounded(value, 2);
  const enough = enoughOf(results, count, seed, enoughShare * count);
  const p = spreadByNoise(
    { count, feasible: results.length, ratio: search / seed, seeds: (noise?.freedom ?? 0) + 1 },
    options.permutations,
    stream(options.seed, 'density', study.id),
  );
  if (p <= options.falseAlarms / studies) {
    const names = { half, search: shown(search), seed: shown(seed), times: shown(search / seed) };
    return {
      ...frame(spread, { p, seed }),
      severity: 'advice',
      confidence: Math.min(0.99, 1 - p),
      headline: headlineOf(spread, densityTexts.thin(names)),
      explanation: explained(spread, seed, p),
      advice: densityTexts.more({ trials: count }),
      action: { kind: 'add-trials', trials: count },
    };
  }
  if (enough === null) {
    const names = { study: study.name, half, search: shown(search), seed: shown(seed), p: rounded(p, 2) };
    return densityTexts.between(names);
  }
  return {
    ...frame(spread, { seed, enough }),
    severity: 'note',
    confidence: noteConfidence,
    headline: headlineOf(spread, densityTexts.enough({ enough, count, seed: shown(seed) })),
    explanation: [...explained(spread, seed, null), densityTexts.unseen()],
    values: { ...frame(spread, {}).values, enough, best: roundedTo(best, search) },
    advice: densityTexts.fewer({ enough }),
  };
}

/** Names the study where there are several. */
function headlineOf({ sampled, studies }: Spread, headline: Message): Message {
  return studies === 1 ? headline : densityTexts.of({ study: sampled.study.name, headline: headline.text });
}

/** Without seeds: what half and a quarter would have lost, and no judgement. */
function unmeasured(spread: Spread): Finding {
  const { sampled, best, expected, search } = spread;
  const { results, count } = sampled;
  const quarter = bestOf(results, count, Math.max(1, Math.round(count / 4))).expected;
  const loss = (value: number): number => rounded(Math.abs(value - best), 2);
  return {
    ...frame(spread, { quarterLoss: Math.abs(quarter - best) }),
    severity: 'note',
    confidence: noteConfidence,
    headline: headlineOf(spread, densityTexts.unmeasured({ count, half: loss(expected), quarter: loss(quarter) })),
    explanation: [
      ...named(spread),
      budgetsText(spread),
      densityTexts.searches({ half: widest(count), search: rounded(search, 2) }),
      ...sampledText(spread),
      densityTexts.near(),
    ],
  };
}

/** Where no seed tells the noise, the validation set still limits what a difference means. */
function sampledText({ sampled: { results, count }, noise, best }: Spread): readonly Message[] {
  const examples = noise?.examples ?? null;
  if (examples === null || best < 0 || best > 1) return [];
  const error = samplingError(best, examples);
  const enough = enoughOf(results, count, error, enoughShare * count);
  return enough === null ? [] : [densityTexts.sampled({ enough, error: rounded(error, 2), examples })];
}

function frame(
  { sampled, search, expected, best }: Spread,
  numbers: Readonly<Record<string, number>>,
): Pick<Finding, 'code' | 'values' | 'evidence'> {
  const { study, ranked, count } = sampled;
  return {
    code: 'density',
    values: { study: study.name, trials: count, best: roundedTo(best, search) },
    evidence: {
      trials: ranked.slice(0, 3).map(({ record }) => record.id),
      numbers: {
        count,
        feasible: ranked.length,
        best,
        search,
        gained: Math.abs(expected - best),
        ...numbers,
      },
      figure: `density:${study.name}`,
    },
  };
}

function explained(spread: Spread, seed: number, p: number | null): readonly Message[] {
  const { sampled, search, expected, best } = spread;
  const half = widest(sampled.count);
  return [
    ...named(spread),
    densityTexts.sources({ half, search: rounded(search, 2), seed: rounded(seed, 2) }),
    ...(p === null ? [] : [densityTexts.chance({ p: percent(p) })]),
    budgetsText(spread),
    densityTexts.gained({ gained: rounded(Math.abs(expected - best), 2) }),
    ...regionText(spread),
    densityTexts.near(),
  ];
}

function named({ sampled, studies }: Spread): readonly Message[] {
  return studies > 1 ? [densityTexts.study({ study: sampled.study.name })] : [];
}

function budgetsText({ sampled: { results, count }, best, search }: Spread): Message {
  const list = budgetsOf(results, count, 1).map(
    ({ trials, expected }) => densityTexts.budget({ trials, expected: roundedTo(expected, search) }).text,
  );
  return densityTexts.budgets({ list: list.join(', '), count, best: roundedTo(best, search) });
}

/** The good region: trials that a single run each does not tell from the best. */
function regionText({ sampled: { results, count }, noise, best }: Spread): readonly Message[] {
  if (noise === null) return [];
  const run = (value: number): Parameters<typeof compareWithFloor>[0] => ({ value, runs: 1, pickedFrom: 1 });
  const { floor } = compareWithFloor(run(best), run(best), noise);
  if (floor === null) return [];
  const good = results.filter((value) => Math.abs(value - best) <= floor).length;
  return [densityTexts.region({ good, count, floor: rounded(floor) })];
}
