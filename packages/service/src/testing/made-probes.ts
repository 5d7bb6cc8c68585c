/** For tests of what probes tell: probes that no program made. */
import type { Probe } from '../operations/probe/probe.ts';
import type { Probes } from '../operations/probe/probing.ts';

/** What a run reported; its measurements are of `valid/loss`, or whole ones are given. */
export interface MadeProbe {
  readonly steps?: readonly number[];
  readonly measurements?: readonly {
    readonly step: number;
    readonly metrics: readonly (readonly [string, number])[];
  }[];
  readonly code?: number | null;
  readonly seconds?: number;
}

export function probeOf({ steps = [], measurements, code = 0, seconds = 1 }: MadeProbe): Probe {
  const reported = measurements ?? steps.map((step) => ({ step, metrics: [['valid/loss', 0.5] as const] }));
  return {
    measurements: reported.map((measurement) => ({ ...measurement, seenAt: 0 })),
    problems: [],
    code,
    log: '',
    directory: '/nowhere',
    startedAt: 0,
    endedAt: 1000 * seconds,
  };
}

/** One run that reported steps 5 and 10, and nothing more, unless told. */
export function madeProbes(changes: Partial<Probes>): Probes {
  return {
    first: probeOf({ steps: [5, 10], code: null }),
    repeat: null,
    otherSeed: null,
    shortHorizon: null,
    resumed: null,
    branches: [],
    step: 5,
    skipped: null,
    checkpoint: null,
    ...changes,
  };
}
