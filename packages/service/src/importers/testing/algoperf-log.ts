/** Made-up AlgoPerf logs: the layout of the real ones, with invented numbers. */

const header =
  'global_step,grad_norm,loss,train/accuracy,train/loss,validation/accuracy,validation/loss,validation/num_examples,test/accuracy,test/loss,test/num_examples,score,total_duration,accumulated_submission_time,accumulated_eval_time,accumulated_logging_time,preemption_count';

export interface MadeRow {
  readonly step: number;
  /** Of a step row; null where the cell is empty. */
  readonly minibatch?: { readonly loss: number | null; readonly gradNorm: number | null };
  /** Of an evaluation row. */
  readonly evaluated?: { readonly accuracy: number; readonly loss: number | null };
}

/** The text of a `measurements.csv`, with the row at the end that only repeats the time. */
export function measurementsText(rows: readonly MadeRow[], lineBreak = '\n'): string {
  const last = rows.at(-1)?.step ?? 0;
  return [header, ...rows.map(rowText), `${last},,,,,,,,,,,99.5,,,,,0.0`, ''].join(lineBreak);
}

/** A run that falls towards a floor: an evaluation every 100 steps, a step row every 50. */
export function healthyRows(steps: number, best = 0.7): readonly MadeRow[] {
  return Array.from({ length: steps / 50 + 1 }, (_, i): MadeRow => {
    const step = 50 * i;
    const progress = 1 - Math.exp(-step / 300);
    return i % 2 === 0
      ? { step, evaluated: { accuracy: 0.001 + (best - 0.001) * progress, loss: 7 - 5 * progress } }
      : { step, minibatch: { loss: 7 - 4 * progress, gradNorm: 1 } };
  });
}

function rowText({ step, minibatch, evaluated }: MadeRow): string {
  const cell = (value: number | null | undefined): string =>
    value === null || value === undefined ? '' : String(value);
  const accuracy = cell(evaluated?.accuracy);
  const loss = cell(evaluated?.loss);
  const time = evaluated === undefined ? '' : String(step * 0.5);
  const examples = evaluated === undefined ? '' : '5000.0';
  const cells = [step, cell(minibatch?.gradNorm), cell(minibatch?.loss), accuracy, loss, accuracy, loss, examples];
  return [...cells, accuracy, loss, examples, time, time, time, time && '1', time && '0', time && '0'].join(',');
}
