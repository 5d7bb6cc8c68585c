/**
 * Do updates have a sensible size beside the weights (method D19)? ‖update‖ / ‖weights‖, logged as `update_ratio` for the
 * whole model and as `update_ratio/LAYER` for parts, is usually near 1e-3 (the rule of thumb of A. Karpathy's course notes
 * CS231n, Neural Networks Part 3, "Ratio of weights:updates"). A trial's ratio is its median over training.
 *
 *   overall   every competitive trial (better half, at least 4) is off 1e-3 to the same side by `factor`, and so is their
 *             median by at least that: a note, for a rate that was tuned says more than a rule of thumb
 *   layers    in most competitive trials one layer's ratio is off the median of that trial's layers, to the same side, by
 *             `factor`: that layer learns too slowly or too fast beside the others
 */
import { median, rounded } from '../numeric/index.ts';
import { defineTexts } from '../texts/index.ts';
import type { Finding } from './finding.ts';
import type { Question } from './question.ts';
import type { JudgedTrial, RankedTrial, RoundView } from './view.ts';

const usual = 1e-3;
/** An order of magnitude: the rule of thumb is no more exact than that. */
const factor = 10;
const fewestTrials = 4;
const fewestLayers = 3;
const fewestReports = 5;

export const updateRatioTexts = defineTexts('update-ratio', {
  large:
    'updates are large beside the weights: a median ratio of {ratio} in the {count} competitive trials, where about 0.001 is usual',
  small:
    'updates are small beside the weights: a median ratio of {ratio} in the {count} competitive trials, where about 0.001 is usual',
  rule: 'this is a rule of thumb, no more exact than a factor of ten; where the learning rate was tuned over a wide range, believe the tuning',
  largeAdvice: 'make sure that the search reaches learning rates ten times lower',
  smallAdvice:
    'make sure that the search reaches learning rates ten times higher, and that weight decay and initial weights are not too large or small',
  layerSmall:
    'layer {layer} hardly learns: its updates beside its weights are {times} times smaller than in the middle layer, in {count} of {trials} competitive trials',
  layerFrozen: 'layer {layer} does not change at all in {count} of {trials} competitive trials',
  layerLarge:
    'layer {layer} changes much faster than the others: its updates beside its weights are {times} times larger than in the middle layer, in {count} of {trials} competitive trials',
  layerWhy: 'initial weights of the wrong scale, a layer that gets hardly any gradient, or a frozen one do this',
  layerAdvice: 'check the initialisation, the learning rate and whether gradients reach layer {layer}',
  unlogged: 'fewer than {fewest} competitive trials report update_ratio at {reports} steps or more',
  usual: 'the ratio of updates to weights is {ratio}, about as usual',
  layersAlike: 'all {count} layers have about the same ratio of updates to weights',
});

export const updateRatio: Question = {
  code: 'update-ratio',
  texts: updateRatioTexts.table,
  ask(view) {
    const half = view.ranked.slice(0, Math.ceil(view.ranked.length / 2));
    const trials = half.flatMap((trial) => {
      const ratio = ratioOf(trial, (name) => name === '');
      return ratio === null ? [] : [{ trial, ratio }];
    });
    const layered = half.filter((trial) => layersOf(trial).length >= fewestLayers);
    if (trials.length < fewestTrials && layered.length < fewestTrials) {
      return { findings: [], silent: [updateRatioTexts.unlogged({ fewest: fewestTrials, reports: fewestReports })] };
    }
    const findings: Finding[] = [];
    const silent = [];
    if (trials.length >= fewestTrials) {
      const ratio = median(trials.map((each) => each.ratio));
      const found = overall(view, trials);
      if (found === null) silent.push(updateRatioTexts.usual({ ratio: rounded(ratio, 2) }));
      else findings.push(found);
    }
    if (layered.length >= fewestTrials) {
      const found = oddLayers(layered);
      findings.push(...found);
      const [first] = layered;
      if (found.length === 0 && first !== undefined) {
        silent.push(updateRatioTexts.layersAlike({ count: layersOf(first).length }));
      }
    }
    return { findings, silent };
  },
};

interface Ratio {
  readonly trial: RankedTrial;
  readonly ratio: number;
}

function overall(view: RoundView, trials: readonly Ratio[]): Finding | null {
  const large = trials.every(({ ratio }) => ratio > factor * usual);
  const small = trials.every(({ ratio }) => ratio < usual / factor);
  if (!large && !small) return null;
  const ratio = median(trials.map((each) => each.ratio));
  const told = { ratio: rounded(ratio, 2), count: trials.length };
  return {
    code: 'update-ratio',
    severity: 'note',
    confidence: 0.6,
    headline: large ? updateRatioTexts.large(told) : updateRatioTexts.small(told),
    explanation: [updateRatioTexts.rule()],
    values: { kind: large ? 'large' : 'small', metric: view.round.objective.metric },
    evidence: { trials: trials.map(({ trial }) => trial.record.id), numbers: { ratio, usual } },
    advice: large ? updateRatioTexts.largeAdvice() : updateRatioTexts.smallAdvice(),
  };
}

/** Each odd layer once, in the order in which trials report them. */
function oddLayers(trials: readonly RankedTrial[]): readonly Finding[] {
  const names = new Set(trials.flatMap((trial) => layersOf(trial).map(({ layer }) => layer)));
  return [...names].flatMap((layer) => {
    const having = trials.flatMap((trial) => {
      const layers = layersOf(trial);
      const own = layers.find((each) => each.layer === layer);
      const middle = median(layers.map(({ ratio }) => ratio));
      return own === undefined || !(middle > 0) ? [] : [{ trial, times: own.ratio / middle }];
    });
    const slow = having.filter(({ times }) => times < 1 / factor);
    const fast = having.filter(({ times }) => times > factor);
    const odd = slow.length >= fast.length ? slow : fast;
    if (having.length < fewestTrials || odd.length * 2 <= having.length) return [];
    const times = median(odd.map((each) => each.times));
    const small = odd === slow;
    const told = { layer, count: odd.length, trials: having.length };
    const headline = !small
      ? updateRatioTexts.layerLarge({ ...told, times: rounded(times, 2) })
      : times > 0
        ? updateRatioTexts.layerSmall({ ...told, times: rounded(1 / times, 2) })
        : updateRatioTexts.layerFrozen(told);
    return [
      {
        code: 'update-ratio',
        severity: 'advice',
        confidence: 0.8,
        headline,
        explanation: [updateRatioTexts.layerWhy()],
        values: { kind: small ? 'layer-small' : 'layer-large', layer },
        evidence: { trials: odd.map(({ trial }) => trial.record.id), numbers: { times, trials: odd.length } },
        advice: updateRatioTexts.layerAdvice({ layer }),
        action: { kind: 'check-program', suspicion: `layer ${layer} learns at another pace` },
      } satisfies Finding,
    ];
  });
}

/** `update_ratio` → '', `update_ratio/encoder.0` → 'encoder.0', anything else → null. */
function layerOf(metric: string): string | null {
  const [, rest] = /^(?:train\/)?update_ratio(?:\/(.+))?$/.exec(metric) ?? [];
  return /^(?:train\/)?update_ratio(?:\/|$)/.test(metric) ? (rest ?? '') : null;
}

function ratioOf({ record }: JudgedTrial, wanted: (layer: string) => boolean): number | null {
  const curve = record.curves.find(({ metric }) => {
    const layer = layerOf(metric);
    return layer !== null && wanted(layer);
  });
  const values = curve?.values.filter((value) => Number.isFinite(value) && value >= 0) ?? [];
  return values.length < fewestReports ? null : median(values);
}

function layersOf(trial: JudgedTrial): readonly { readonly layer: string; readonly ratio: number }[] {
  const layers = trial.record.curves
    .map(({ metric }) => layerOf(metric))
    .filter((layer) => layer !== null && layer !== '');
  return [...new Set(layers)].flatMap((layer) => {
    const ratio = ratioOf(trial, (name) => name === layer);
    return layer === null || ratio === null ? [] : [{ layer, ratio }];
  });
}
