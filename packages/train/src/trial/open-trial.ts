/**
 * The trial that this process trains: what Attune asks of it, and the way to answer. Outside Attune the same program
 * runs on its own defaults and prints its measurements.
 */
import { appendFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type MeasurementLine, type Metrics, measurementLine } from './measurement-line.ts';
import { processRank } from './rank.ts';
import { seedFor } from './seed-for.ts';
import { type Environment, type ParameterValue, readSettings } from './settings.ts';
import { trialTexts } from './trial-texts.ts';

export interface Trial {
  /** From `params.json`, by the names that the command line uses; empty outside Attune. */
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  /** In [0, 2³¹). For initialisation, order, dropout and augmentation; never for the data split. */
  readonly seed: number;
  /** The schedule's horizon: the same for every attempt of a trial. */
  readonly maxSteps: number;
  /** Where this attempt writes a checkpoint and ends; at most `maxSteps`. */
  readonly untilStep: number;
  /** Steps from one evaluation to the next. */
  readonly evalEvery: number;
  /** This attempt's own directory, absolute. */
  readonly directory: string;
  /** The checkpoint to continue from; null from scratch. */
  readonly resumeFrom: string | null;
  /** Process rank in a distributed run. Only rank 0 writes; elsewhere the three calls below do nothing. */
  readonly rank: number;
  /** Writes one measurement, durable against the end of this process. `time` in Unix seconds; default now. */
  report(step: number, metrics: Metrics, options?: { readonly time?: number }): void;
  /**
   * Announces a checkpoint. Call it after the file is complete and this step's metrics are reported: the next attempt
   * goes on after this step, and what was not yet reported would be missing from the curve. A relative path is taken
   * from the working directory.
   */
  checkpoint(step: number, path: string): void;
  /** Says that this configuration cannot give a usable result, at the last reported step. Then exit with status 0. */
  infeasible(reason: string): void;
  /**
   * An integer seed in [0, 2³¹) for one purpose, such as `initialisation`. Processes of a distributed run get the
   * same one, as initialisation needs; give the rank as `host` where they must differ, as data order does.
   */
  seedFor(purpose: string, host?: number): number;
}

/** What holds where Attune says nothing. */
export interface TrialDefaults {
  /** Completed, name by name, by those that Attune gives. */
  readonly parameters?: Readonly<Record<string, ParameterValue>>;
  readonly seed?: number;
  readonly maxSteps?: number;
  readonly evalEvery?: number;
  /** For files outside Attune; default: a new temporary directory. */
  readonly directory?: string;
}

/** What the client touches of the process; for tests. */
export interface TrialHost {
  readonly environment: Environment;
  readonly print: (line: string) => void;
  readonly warn: (line: string) => void;
  /** Unix seconds. */
  readonly now: () => number;
}

/**
 * Opens this process's trial. Throws `AttuneError` where the environment contradicts the protocol. Defaults of the
 * defaults: seed 0, 1000 steps, an evaluation every 5 % of the steps.
 */
export function openTrial(defaults: TrialDefaults = {}, host: TrialHost = processHost()): Trial {
  const settings = readSettings(host.environment);
  const rank = processRank(host.environment);
  const seed = settings.seed ?? defaults.seed ?? 0;
  const maxSteps = settings.maxSteps ?? defaults.maxSteps ?? 1000;
  const directory = resolve(settings.directory ?? defaults.directory ?? mkdtempSync(join(tmpdir(), 'attune-trial-')));
  if (settings.directory === null) host.warn(`${trialTexts.standalone({ directory }).text}\n`);

  let lastStep = 0;
  const write = (line: MeasurementLine): void => {
    const text = measurementLine(line);
    lastStep = line.step;
    if (rank !== 0) return;
    if (settings.directory === null) host.print(text);
    // One appending write per line: a reader never sees lines of two processes mixed, and a kill tears one line at most.
    else appendFileSync(join(directory, 'metrics.jsonl'), text);
  };

  return {
    parameters: { ...defaults.parameters, ...settings.parameters },
    seed,
    maxSteps,
    untilStep: Math.min(settings.untilStep ?? maxSteps, maxSteps),
    evalEvery: settings.evalEvery ?? defaults.evalEvery ?? Math.max(1, Math.floor(maxSteps / 20)),
    directory,
    resumeFrom: settings.resumeFrom,
    rank,
    report: (step, metrics, options) => write({ step, time: options?.time ?? host.now(), metrics }),
    checkpoint: (step, path) => write({ step, time: host.now(), checkpoint: resolve(path) }),
    infeasible: (reason) => write({ step: lastStep, time: host.now(), infeasible: reason }),
    seedFor: (purpose, onHost = 0) => seedFor(seed, purpose, onHost),
  };
}

function processHost(): TrialHost {
  return {
    environment: process.env,
    print: (line) => void process.stdout.write(line),
    warn: (line) => void process.stderr.write(line),
    now: () => Date.now() / 1000,
  };
}
