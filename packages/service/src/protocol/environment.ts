/** What a training process is told: the variables of the trial protocol, version 1, and its `params.json`. */
import type { Argument } from '@attune/core/space';

/** One attempt as its process sees it. Steps count from 0; directories and paths are absolute. */
export interface AttemptSettings {
  readonly trial: number;
  /** Seeds initialisation, order, dropout and augmentation; never the split of the data. */
  readonly seed: number;
  /** This attempt's own directory. */
  readonly directory: string;
  /** The schedule's horizon, the same for the trial's whole life. */
  readonly maxSteps: number;
  /** Where this attempt saves a checkpoint and exits with 0. */
  readonly untilStep: number;
  /** Requested spacing of evaluations, in steps. */
  readonly evalEvery?: number;
  /** The checkpoint to continue from. */
  readonly resume?: string;
  /** Where it sends what it measures, as which attempt of its trial, and by which token; absent where it writes that. */
  readonly sends?: { readonly url: string; readonly attempt: number; readonly token: string };
}

/** The version of the protocol that these variables belong to. */
export const protocolVersion = 1;

/** The file in an attempt's directory that holds its hyperparameters. */
export const paramsFile = 'params.json';

/** The file in an attempt's directory that says where the server is now, which its process sends to. */
export const serverFile = 'server';

/** The file in an attempt's directory that its process appends measurements to. */
export const metricsFile = 'metrics.jsonl';

/** The `ATTUNE_…` variables of an attempt; those that do not apply are absent. */
export function protocolEnvironment(settings: AttemptSettings): Readonly<Record<string, string>> {
  return {
    ATTUNE_PROTOCOL: String(protocolVersion),
    ATTUNE_TRIAL: String(settings.trial),
    ATTUNE_SEED: String(settings.seed),
    ATTUNE_DIR: settings.directory,
    ATTUNE_MAX_STEPS: String(settings.maxSteps),
    ATTUNE_UNTIL_STEP: String(settings.untilStep),
    ...(settings.evalEvery === undefined ? {} : { ATTUNE_EVAL_EVERY: String(settings.evalEvery) }),
    ...(settings.resume === undefined ? {} : { ATTUNE_RESUME: settings.resume }),
    ...(settings.sends === undefined
      ? {}
      : {
          ATTUNE_URL: settings.sends.url,
          ATTUNE_ATTEMPT: String(settings.sends.attempt),
          ATTUNE_TOKEN: settings.sends.token,
        }),
  };
}

/** The text of `params.json`: one object, a key for each argument in order, ended by a newline. */
export function paramsText(given: readonly Argument[]): string {
  return `${JSON.stringify(Object.fromEntries(given.map(({ arg, value }) => [arg, value])), null, 2)}\n`;
}
