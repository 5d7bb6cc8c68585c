/**
 * The whole report of a real search, every question asked together, against what an expert says of the same data: one line
 * for each sentence, PASS or FAIL. The two searches ran no baseline; as many seeds as a first round has are therefore
 * assumed, with a stated standard deviation, around the trial in the middle of the feasible ones: it is what `density` judges by.
 */
import {
  ask,
  defaultOptions,
  viewOf,
  type Finding,
  type Insight,
  type RoundRecord,
  type TrialRecord,
} from '@attune/core/insight';
import { readOpda, type Name } from './read.ts';

/** A sentence of the expert's, and whether the report says it. */
interface Expected {
  readonly sentence: string;
  readonly said: (insight: Insight) => boolean;
}

/**
 * Between seeds: a third of a point of top-1 accuracy is what practice sees of ImageNet classifiers trained this long; two tenths of
 * a point of fine-tuning on MultiNLI, whose 393,000 examples leave seeds little. Assumed, not measured on these searches.
 */
const assumedSeed: Readonly<Record<Name, number>> = { convnext: 0.003, deberta: 0.002 };

const inRates =
  (quantity: string) =>
  (finding: Finding): boolean =>
    everyOf(finding).some(({ code, values }) => code === 'infeasible' && values['quantity'] === quantity);

const lengths = ['epochs', 'num_train_epochs'];

/** No range of a length is to be searched further: more steps come only as one stretched run. */
const noBareSteps: Expected = {
  sentence: 'more steps are proposed as one stretched run at most, and no longer range is searched',
  said: ({ findings }) =>
    findings.flatMap(everyOf).every(({ action, advice, values }) => {
      const length = lengths.includes(String(values['hyperparameter']));
      if (length && advice !== undefined && /add a value|search .* from/.test(advice.text)) return false;
      return action?.kind !== 'expand-range' || !lengths.includes(action.hyperparameter);
    }),
};

const enough: Expected = {
  sentence: 'how many trials would have been enough under the assumed seeds, or that no third of them would have been',
  said: ({ findings, silent }) =>
    findings.some(({ code, evidence }) => code === 'density' && evidence.numbers['enough'] !== undefined) ||
    silent.some(({ reason }) => reason.key === 'density.between'),
};

const edgesOf = ({ findings }: Insight, severity: Finding['severity']): readonly Finding[] =>
  findings.flatMap(everyOf).filter((finding) => finding.code === 'boundary' && finding.severity === severity);

const orders = ({ findings }: Insight): readonly [feasible: string, competitive: string] => {
  const order = findings.find(({ code, values }) => code === 'sensitivity' && values['competitive'] !== undefined);
  return [String(order?.values['feasible'] ?? ''), String(order?.values['competitive'] ?? '')];
};

const expected: Readonly<Record<Name, readonly Expected[]>> = {
  convnext: [
    {
      sentence: 'training diverges beyond a limit of lr / (1 − momentum)',
      said: ({ findings }) => findings.some(inRates('lr / (1 − momentum)')),
    },
    {
      sentence: 'the best trials lie right below that limit: steady training first',
      said: ({ findings }) =>
        findings.some(({ code, values }) => code === 'stability-edge' && values['quantity'] === 'lr / (1 − momentum)'),
    },
    {
      sentence: 'over the feasible trials weight decay matters most',
      said: (insight) => orders(insight)[0].startsWith('weight_decay'),
    },
    {
      sentence: 'among the competitive ones the order is another: weight decay no longer leads alone',
      said: (insight) => orders(insight)[1] !== '' && !orders(insight)[1].startsWith('weight_decay'),
    },
    {
      sentence: 'the ranges were wide enough: no range is to be widened',
      said: (insight) => edgesOf(insight, 'advice').length === 0,
    },
    noBareSteps,
    enough,
  ],
  deberta: [
    {
      sentence: 'training breaks at high learning rates',
      said: ({ findings }) =>
        findings
          .flatMap(everyOf)
          .some(({ code, values }) => code === 'infeasible' && values['hyperparameter'] === 'learning_rate'),
    },
    {
      sentence: 'the best rates lie far from that limit: instability does not limit the result',
      said: ({ findings }) => !findings.flatMap(everyOf).some(({ code }) => code === 'stability-edge'),
    },
    {
      sentence: 'the learning rate matters most, over the feasible trials and among the competitive ones',
      said: (insight) => orders(insight).every((order) => order.startsWith('learning_rate')),
    },
    {
      sentence: 'the ranges were wide enough: no range is to be widened',
      said: (insight) => edgesOf(insight, 'advice').length === 0,
    },
    noBareSteps,
    enough,
  ],
};

/** Prints the report, then each sentence; the exit status is 1 where one is missing. */
export function readReport(name: Name): void {
  const round = readOpda(name);
  if (round === null) return;
  const insight = ask(withSeeds(round, assumedSeed[name]));
  console.log(
    `\n${name}: the whole report of ${round.trials.length} trials, seeds assumed to differ by ${assumedSeed[name]}`,
  );
  for (const finding of insight.findings) {
    console.log(`${finding.severity.padEnd(7)} ${finding.code}: ${finding.headline.text}`);
    for (const told of finding.also ?? []) console.log(`          also ${told.code}: ${told.headline.text}`);
    if (finding.advice !== undefined) console.log(`          → ${finding.advice.text}`);
  }
  console.log(`\n${name}: what an expert says of it`);
  for (const { sentence, said } of expected[name]) {
    const passed = said(insight);
    console.log(`${passed ? 'PASS' : 'FAIL'}  ${sentence}`);
    if (!passed) process.exitCode = 1;
  }
  for (const { code, reason } of insight.silent) if (code === 'density') console.log(`density: ${reason.text}`);
}

function everyOf(finding: Finding): readonly Finding[] {
  return [finding, ...(finding.also ?? [])];
}

/** The round with three seeds of the trial in the middle, their standard deviation as assumed. */
function withSeeds(round: RoundRecord, deviation: number): RoundRecord {
  const [search] = round.studies;
  const { metric } = round.objective;
  const { ranked } = viewOf(round, defaultOptions, new Map());
  const typical = ranked[Math.floor(ranked.length / 2)]?.record;
  if (search === undefined || typical === undefined) return round;
  const first = Math.max(...round.trials.map(({ id }) => id)) + 1;
  const seeds = [-1, 0, 1].map((side, i): TrialRecord => {
    const curves = typical.curves.map((curve) => {
      const shift = side * deviation;
      return curve.metric === metric ? { ...curve, values: curve.values.map((value) => value + shift) } : curve;
    });
    return { ...typical, id: first + i, study: search.id + 1, seed: i, state: { status: 'completed' }, curves };
  });
  const baseline = {
    ...search,
    id: search.id + 1,
    name: 'assumed seeds',
    purpose: 'baseline' as const,
    trials: seeds.length,
  };
  return { ...round, studies: [search, baseline], trials: [...round.trials, ...seeds] };
}
