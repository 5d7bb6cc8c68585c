/** Macro F1 with every constant of the diagnoses halved and doubled, one at a time; then with all of them changed at once. */
import { join } from 'node:path';
import { defaultDiagnosisOptions, diagnose, type CurveSubject, type DiagnosisOptions } from '@attune/core/diagnosis';
import { median, quantile, stream } from '@attune/core/numeric';
import { importerNamed } from '@attune/service/importers';
import { row } from '../findings/rate.ts';
import { corpus, keyOf, score, type Answers, type Labelled } from './labels.ts';

/** Counts, which must be integers. */
const counts: ReadonlySet<keyof DiagnosisOptions> = new Set(['fewest', 'mostPoints', 'tailPoints']);

/** Draws of all constants at once. */
const shakes = 100;

export async function measureSensitivity(trials: readonly Labelled[]): Promise<void> {
  const subjects = await subjectsOf(trials);
  const widths = [12, 9, 9, 8, 9, 8];
  console.log('\nevery constant halved and doubled: macro F1, and healthy trials called ill');
  console.log(row(['constant', 'default', 'halved', 'alarms', 'doubled', 'alarms'], widths));
  for (const name of Object.keys(defaultDiagnosisOptions) as (keyof DiagnosisOptions)[]) {
    const value = defaultDiagnosisOptions[name];
    const cells = [0.5, 2].flatMap((factor) => {
      const changed = counts.has(name) ? Math.ceil(factor * value) : factor * value;
      const { macroF1, alarmed } = score(trials, answersOf(subjects, { ...defaultDiagnosisOptions, [name]: changed }));
      return [macroF1.toFixed(3), alarmed.length];
    });
    console.log(row([name, Number(value.toPrecision(3)), ...cells], widths));
  }

  const all = Array.from({ length: shakes }, (_, draw) => score(trials, answersOf(subjects, shaken(draw))));
  const f1s = all.map(({ macroF1 }) => macroF1);
  const alarms = all.map(({ alarmed }) => alarmed.length);
  const [worst, tenth, middle] = [0, 0.1, 0.5].map((p) => quantile(f1s, p).toFixed(3));
  console.log(
    `all at once, each by a factor between a half and two, ${shakes} draws: macro F1 median ${middle}, ` +
      `10th percentile ${tenth}, least ${worst}; healthy trials called ill: median ${median(alarms)}, most ${Math.max(...alarms)}`,
  );
}

/** Every constant by its own factor, log-uniform in [1/2, 2]. */
function shaken(draw: number): DiagnosisOptions {
  const random = stream(draw, 'bench diagnosis sensitivity');
  const changed = Object.entries(defaultDiagnosisOptions).map(([name, value]) => {
    const moved = (value as number) * 2 ** (2 * random.uniform() - 1);
    return [name, counts.has(name as keyof DiagnosisOptions) ? Math.ceil(moved) : moved];
  });
  return { ...defaultDiagnosisOptions, ...(Object.fromEntries(changed) as Partial<DiagnosisOptions>) };
}

function answersOf(subjects: ReadonlyMap<string, CurveSubject>, options: DiagnosisOptions): Answers {
  return new Map(
    [...subjects].map(([key, subject]) => [key, new Set(diagnose(subject, options).map(({ code }) => code))]),
  );
}

async function subjectsOf(trials: readonly Labelled[]): Promise<ReadonlyMap<string, CurveSubject>> {
  const importer = importerNamed('algoperf');
  if (importer === undefined) throw new Error('there is no importer algoperf');
  const subjects = new Map<string, CurveSubject>();
  for (const { path } of trials) {
    const key = keyOf(path);
    for await (const { curves, objective, maxSteps, chance } of importer.open(
      join(corpus, 'algoperf/logs/external_tuning', key),
      {},
    )) {
      if (objective !== null) subjects.set(key, { curves, objective, maxSteps, chance });
    }
  }
  return subjects;
}
