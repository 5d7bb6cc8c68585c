/**
 * The workloads of the AlgoPerf benchmark: what each is judged by, and the length of its schedules. From the benchmark's
 * documentation (Dahl et al., "Benchmarking Neural Network Training Algorithms", arXiv 2306.07179, section 4).
 */
import type { Objective } from '@attune/core/study';

export interface Workload {
  readonly objective: Objective;
  /** The step hint: the horizon for which schedules are set. */
  readonly maxSteps: number;
  /** At which the benchmark stops a run whose test target is met too. */
  readonly target: number | null;
  /** Of a predictor that knows nothing: 1 of 1,000 classes; a translation or transcript without a right word. */
  readonly chance: number | null;
}

/** The workload of a folder, `_jax` or `_pytorch` left off; a variant (`wmt_post_ln`) is its base with another target. */
export function workloadOf(folder: string): Workload | null {
  const name = folder.replace(/_(jax|pytorch)$/, '');
  const exact = workloads.get(name);
  if (exact !== undefined) return exact;
  const base = [...workloads.keys()].find((known) => name.startsWith(`${known}_`));
  const found = base === undefined ? undefined : workloads.get(base);
  return found === undefined ? null : { ...found, target: null };
}

function workload(
  direction: Objective['direction'],
  name: string,
  maxSteps: number,
  target: number,
  chance: number | null,
): Workload {
  return { objective: { metric: `validation/${name}`, direction }, maxSteps, target, chance };
}

const workloads: ReadonlyMap<string, Workload> = new Map([
  ['criteo1tb', workload('minimize', 'loss', 10_666, 0.123735, null)],
  ['fastmri', workload('maximize', 'ssim', 36_189, 0.723653, null)],
  ['imagenet_resnet', workload('maximize', 'accuracy', 186_666, 0.77431, 0.001)],
  ['imagenet_vit', workload('maximize', 'accuracy', 186_666, 0.77309, 0.001)],
  ['librispeech_conformer', workload('minimize', 'wer', 80_000, 0.085884, 1)],
  ['librispeech_deepspeech', workload('minimize', 'wer', 48_000, 0.119936, 1)],
  ['ogbg', workload('maximize', 'mean_average_precision', 80_000, 0.28098, null)],
  ['wmt', workload('maximize', 'bleu', 133_333, 30.8491, 0)],
]);
