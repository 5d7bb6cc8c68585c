/** Turns what an attempt's process wrote since the last look into one batch for the store. */
import { isAbsolute, join } from 'node:path';
import type { MetricSource } from '@attune/core/study';
import type { Message } from '@attune/core/texts';
import {
  createMeasurementParser,
  createStdoutParser,
  metricsFile,
  type Measurement,
  type MeasurementLine,
} from '../protocol/index.ts';
import type { AttemptRow, Batch } from '../store/index.ts';
import { followLines } from './follower.ts';

export interface Intake {
  /**
   * What is new, or null where nothing is. The batch's `from` is the `to` of the last one that was taken: whoever takes
   * a batch must store it, or discard the intake.
   */
  next(): Promise<NewMeasurements | null>;
  close(): Promise<void>;
}

export interface NewMeasurements {
  /** Null where they are in the store already. */
  readonly batch: Batch | null;
  readonly measurements: readonly Measurement[];
  readonly problems: readonly Message[];
  readonly more: boolean;
}

/** Reads `metrics.jsonl` or stdout of an attempt, as the project says, from where the store stands, up to `end`. */
export function openIntake(
  attempt: AttemptRow,
  source: MetricSource,
  end: { readonly metrics: number; readonly stdout: number } = { metrics: Infinity, stdout: Infinity },
): Intake {
  const from = { metrics: attempt.metricsOffset, stdout: attempt.stdoutOffset };
  const read = source.from === 'file' ? 'metrics' : 'stdout';
  const path = join(attempt.directory, read === 'metrics' ? metricsFile : 'stdout');
  const follower = followLines(path, from[read], end[read]);
  const parse: (line: string) => MeasurementLine | null =
    source.from === 'file' ? createMeasurementParser(source.rename) : createStdoutParser(source);

  return {
    async next() {
      let news = await follower.read();
      // Nothing but the beginning of a line that is longer than what is read at a time.
      while (news.more && news.offset === from[read]) news = await follower.read();
      if (news.offset === from[read] && news.problems.length === 0) return null;
      const parsed = news.lines.map(parse).filter((line) => line !== null);
      const measurements = parsed.flatMap(({ measurement }) => measurement ?? []);
      const to = { ...from, [read]: news.offset };
      const batch: Batch = {
        trial: attempt.trial,
        attempt: attempt.number,
        series: seriesOf(measurements),
        checkpoints: checkpointsOf(measurements, attempt.directory),
        from: { ...from },
        to,
      };
      from[read] = news.offset;
      const problems = [...news.problems, ...parsed.flatMap((line) => line.problems)];
      return { batch, measurements, problems, more: news.more };
    },
    close: () => follower.close(),
  };
}

/** The series that holds the program's own clock, in Unix seconds, where it tells it. No metric can have its name. */
export const clockSeries = 'time';

/** One series a metric, in order of arrival. */
function seriesOf(measurements: readonly Measurement[]): Batch['series'] {
  const series = new Map<string, { metric: string; steps: number[]; values: number[] }>();
  const add = (metric: string, step: number, value: number) => {
    let entry = series.get(metric);
    if (entry === undefined) series.set(metric, (entry = { metric, steps: [], values: [] }));
    entry.steps.push(step);
    entry.values.push(value);
  };
  for (const { step, time, metrics } of measurements) {
    for (const [metric, value] of metrics) add(metric, step, value);
    if (time !== undefined) add(clockSeries, step, time);
  }
  return [...series.values()];
}

function checkpointsOf(measurements: readonly Measurement[], directory: string): Batch['checkpoints'] {
  return measurements.flatMap(({ step, checkpoint }) =>
    checkpoint === undefined ? [] : [{ step, path: isAbsolute(checkpoint) ? checkpoint : join(directory, checkpoint) }],
  );
}
