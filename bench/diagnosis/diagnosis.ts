/**
 * How well the diagnoses of single curves agree with labels given by eye.
 *
 *   npm run bench:diagnosis [-- draws of the bootstrap, default 2000]
 *
 * `attune audit … --curves --json` judges the 300 AlgoPerf runs of the corpus (`ATTUNE_CORPUS`, else `../shared/corpus`);
 * the corpus' own score-diagnoses.mjs scores the 42 labelled ones. Then macro F1 with its bootstrap interval over trials,
 * a jackknife of the same score over submissions (nothing is fitted, so that nothing is fitted again), and macro F1 with
 * every constant halved and doubled: none may carry the result. The constants were set with these labels at hand;
 * `ATTUNE_LABELS` names a file of the same form with labels of other trials of the logs, which is scored by itself.
 * Without the corpus it says so and does nothing. Exit status 1 where macro F1 falls below 0.85, or more than one healthy
 * trial is called ill; held-out labels do not decide it.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DiagnosisCode } from '@attune/core/diagnosis';
import { row } from '../findings/rate.ts';
import {
  bootstrapInterval,
  corpus,
  heldOutFile,
  keyOf,
  labelsFile,
  readLabels,
  score,
  type Answers,
  type Labelled,
} from './labels.ts';
import { measureSensitivity } from './sensitivity.ts';

const draws = Number(process.argv[2] ?? 2000);
const leastF1 = 0.85;
const mostAlarms = 1;

if (existsSync(labelsFile)) await measure();
else console.log(`skipped: there is no ${labelsFile} (ATTUNE_CORPUS names the corpus)`);

async function measure(): Promise<void> {
  const document = audited();
  const answers: Answers = new Map(
    (JSON.parse(document) as Document).curves.map(({ source, diagnoses }) => [
      keyOf(source),
      new Set(diagnoses.map(({ code }) => code)),
    ]),
  );
  const trials = readLabels(labelsFile);
  printScores(document, labelsFile);
  printMacro(trials, answers);
  if (heldOutFile !== null) {
    console.log(`\nlabels that the constants were not set with: ${heldOutFile}`);
    printScores(document, heldOutFile);
    printMacro(readLabels(heldOutFile), answers);
  }

  console.log('\njackknife of the same score: each submission left out');
  const widths = [24, 7, 9, 8];
  console.log(row(['left out', 'trials', 'macro F1', 'alarms'], widths));
  for (const submission of [...new Set(trials.map((trial) => trial.submission))].sort()) {
    const others = trials.filter((trial) => trial.submission !== submission);
    const without = score(others, answers);
    console.log(row([submission, others.length, without.macroF1.toFixed(3), without.alarmed.length], widths));
  }

  await measureSensitivity(trials);
  const { macroF1, alarmed } = score(trials, answers);
  if (macroF1 < leastF1 || alarmed.length > mostAlarms) process.exitCode = 1;
}

function printMacro(trials: readonly Labelled[], answers: Answers): void {
  const { macroF1, alarmed, healthy } = score(trials, answers);
  const [low, high] = bootstrapInterval(trials, answers, draws);
  console.log(`macro F1 ${macroF1.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}], ${draws} draws of trials`);
  console.log(`healthy trials called ill: ${alarmed.length} of ${healthy}`);
}

interface Document {
  readonly curves: readonly {
    readonly source: string;
    readonly diagnoses: readonly { readonly code: DiagnosisCode }[];
  }[];
}

/** What the command prints: the way that a user gets it. */
function audited(): string {
  const attune = join(import.meta.dirname, '../../packages/service/bin/attune.js');
  const args = ['audit', join(corpus, 'algoperf/logs'), '--format', 'algoperf', '--curves', '--json'];
  const begun = performance.now();
  const document = execFileSync(process.execPath, [attune, ...args], { encoding: 'utf8', maxBuffer: 2 ** 28 });
  console.log(`attune audit: ${((performance.now() - begun) / 1000).toFixed(1)} s\n`);
  return document;
}

/** By the corpus' own tool. */
function printScores(document: string, labels: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'attune-bench-'));
  try {
    const file = join(folder, 'diagnoses.json');
    writeFileSync(file, document);
    const tool = join(corpus, '../tools/score-diagnoses.mjs');
    const { stdout } = spawnSync(process.execPath, [tool, labels, file], { encoding: 'utf8' });
    console.log(stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
