/**
 * What all questions together say of rounds in which nothing is wrong: planted ones with complete curves, an optimum well
 * inside every range, a sound length of training and no trial that fails (`packages/core/src/testing/planted-round.ts`).
 *
 * Every warning and all advice there count as false alarms. Two questions are printed apart, since their advice may be right
 * of a sound round: `best-step` (one run may gain from other lengths, though the length is sound for most) and `density`
 * (more trials would find a better one). Findings that another one tells count by themselves too. Bounds are 95 %
 * Clopper–Pearson.
 */
import { diagnosisCodes, type Diagnosis } from '@attune/core/diagnosis';
import { ask, questions, type Finding, type RoundRecord } from '@attune/core/insight';
import { binomialInterval, stream } from '@attune/core/numeric';
import { plantedRound, type RoundPlan } from '../../packages/core/src/testing/planted-round.ts';
import { auxiliary, evaluatedLate, negated, redNoise, type Change } from './healthy-nulls.ts';
import { promise, rate, row } from './rate.ts';

type Cell = Omit<RoundPlan, 'seed'> & { readonly change?: Change };

/** The first is the size that the error rates must hold at above all. */
const cells: Readonly<Record<string, Cell>> = {
  'the least': { trials: 20, hyperparameters: 4, evaluations: 20, noise: 0.2 },
  noisy: { trials: 20, hyperparameters: 4, evaluations: 50, noise: 0.5 },
  quiet: { trials: 20, hyperparameters: 2, evaluations: 50, noise: 0.05 },
  'many ranges': { trials: 50, hyperparameters: 8, evaluations: 50, noise: 0.2 },
  accuracy: { trials: 50, hyperparameters: 4, evaluations: 100, noise: 0.2, maximize: true },
  'no baseline': { trials: 50, hyperparameters: 4, evaluations: 50, noise: 0.2, baselines: 0 },
  'many trials': { trials: 100, hyperparameters: 4, evaluations: 50, noise: 0.2 },
  'many points': { trials: 20, hyperparameters: 4, evaluations: 200, noise: 0.2 },
  'compare 2': { trials: 0, hyperparameters: 4, evaluations: 50, noise: 0.2, compare: alike(2, 20) },
  'compare 4': { trials: 0, hyperparameters: 3, evaluations: 50, noise: 0.2, compare: alike(4, 12) },
  'late start': { trials: 20, hyperparameters: 4, evaluations: 50, noise: 0.2, change: evaluatedLate },
  'red noise': { trials: 20, hyperparameters: 4, evaluations: 50, noise: 0.2, change: redNoise },
  auxiliary: { trials: 20, hyperparameters: 4, evaluations: 50, noise: 0.2, change: auxiliary },
  'two seeds': { trials: 20, hyperparameters: 4, evaluations: 50, noise: 0.2, repeats: 2 },
  negated: { trials: 20, hyperparameters: 4, evaluations: 50, noise: 0.2, change: negated },
  restarts: { trials: 20, hyperparameters: 4, evaluations: 50, noise: 0.2, schedule: 'restarts' },
};

/** Questions whose advice may be right of a sound round. */
const mayBeRight = new Set(['best-step', 'density']);

/** Of relabelings: enough for the tests to be valid. */
const permutations = 199;

/** `rounds` a cell; with `cases`, the seed of each round that was warned of. */
export function measureHealthyReports(rounds: number, cases: boolean): void {
  console.log(`\nhealthy rounds, all questions together, ${rounds} rounds a row`);
  const widths = [11, 11, 6, 11, 5, 23, 23, 23];
  const told = ['any warning          ', 'advice               ', 'best-step or density '];
  const heading = ['', 'trials', 'ranges', 'evaluations', 'noise', ...told];
  console.log(row(heading, widths));
  const reports: (readonly Finding[])[] = [];
  const diagnosed: (readonly Diagnosis[])[] = [];
  for (const [name, cell] of Object.entries(cells)) {
    const asked = Array.from({ length: rounds }, (_, index) => {
      const seed = stream(index, 'bench healthy', name).integer(2 ** 31);
      const { change = (round: RoundRecord): RoundRecord => round, ...plan } = cell;
      const { findings, view } = ask(change(plantedRound({ ...plan, seed })), { permutations });
      diagnosed.push(...view.diagnoses.values());
      return { seed, findings: flat(findings) };
    });
    reports.push(...asked.map(({ findings }) => findings));
    const of = (wanted: (finding: Finding) => boolean): string =>
      rate(asked.filter(({ findings }) => findings.some(wanted)).length, rounds);
    const trials = cell.compare?.map((each) => each.trials).join('+') ?? cell.trials;
    const shape = [trials, cell.hyperparameters ?? '', cell.evaluations ?? '', cell.noise ?? ''];
    const rates = [of(({ severity }) => severity === 'warning'), of(isFalseAdvice), of(isDebatable)];
    console.log(row([name, ...shape, ...rates], widths));
    if (!cases) continue;
    for (const { seed, findings } of asked) {
      for (const finding of findings.filter(isFalse)) {
        console.log(`    seed ${seed}: ${finding.severity} ${finding.headline.key}: ${finding.headline.text}`);
      }
    }
  }
  promise(
    'healthy reports with a warning',
    count(reports, ({ severity }) => severity === 'warning'),
    reports.length,
    0.1,
  );
  console.log('with advice as well, but for that of best-step and density:');
  promise('healthy reports with a warning or advice', count(reports, isFalse), reports.length, 0.1);
  measureQuestions(reports);
  console.log(`\nhealthy rounds, ${diagnosed.length} trials: it is said to be`);
  for (const code of diagnosisCodes) {
    const hits = diagnosed.filter((each) => each.some((diagnosis) => diagnosis.code === code)).length;
    console.log(row([code, rate(hits, diagnosed.length)], [20, 23]));
  }
}

function measureQuestions(reports: readonly (readonly Finding[])[]): void {
  console.log(`\nhealthy rounds, question by question, ${reports.length} rounds: it gives a`);
  const widths = [20, 23, 23, 23];
  console.log(row(['', 'warning              ', 'advice               ', 'note                 '], widths));
  const codes = new Set([...questions.map(({ code }) => code), ...reports.flat().map(({ code }) => code)]);
  for (const code of codes) {
    const hits = (['warning', 'advice', 'note'] as const).map((severity) =>
      count(reports, (finding) => finding.code === code && finding.severity === severity),
    );
    console.log(row([code, ...hits.map((each) => rate(each, reports.length))], widths));
  }
  for (const code of codes) {
    const hits = count(reports, (finding) => finding.code === code && isFalse(finding));
    if (binomialInterval(hits, reports.length, 0.95)[0] <= 0.05) continue;
    console.error(`${code} is false in ${rate(hits, reports.length)} of healthy rounds`);
    process.exitCode = 1;
  }
}

/** Findings, and those that they tell. */
export function flat(findings: readonly Finding[]): readonly Finding[] {
  return findings.flatMap((finding) => [finding, ...flat(finding.also ?? [])]);
}

function isFalse({ code, severity }: Finding): boolean {
  return severity === 'warning' || (severity === 'advice' && !mayBeRight.has(code));
}

function isFalseAdvice(finding: Finding): boolean {
  return finding.severity === 'advice' && isFalse(finding);
}

function isDebatable({ code, severity }: Finding): boolean {
  return severity === 'advice' && mayBeRight.has(code);
}

function count(reports: readonly (readonly Finding[])[], wanted: (finding: Finding) => boolean): number {
  return reports.filter((findings) => findings.some(wanted)).length;
}

function alike(variants: number, trials: number): readonly { readonly trials: number; readonly worseBy: number }[] {
  return Array.from({ length: variants }, () => ({ trials, worseBy: 0 }));
}
