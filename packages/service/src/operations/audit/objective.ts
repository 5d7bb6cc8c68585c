/** What imported trials are judged by: as asked for, as the format knows, or as the names of the metrics tell. */
import { AttuneError } from '@attune/core/errors';
import { nearest } from '@attune/core/space';
import { isSealed, type Objective } from '@attune/core/study';
import { defineTexts } from '@attune/core/texts';
import { storedMetric } from '../../importers/index.ts';
import { guessDirection } from '../init/direction.ts';

export const auditObjectiveTexts = defineTexts('audit-objective', {
  form: '--objective is {value}: write minimize:NAME or maximize:NAME',
  sealed:
    '--objective is {value}: what is judged on the test set can no longer be tested on it; choose a validation metric',
  unknown: 'no trial of {round} has a metric {metric}: {existing}',
  near: 'did you mean {nearest}?',
  list: 'it has {metrics}',
  none: 'no trial of {round} has any metric: nothing can be judged',
  untold:
    'the names of the metrics do not tell what {round} is judged by: give --objective maximize:NAME or minimize:NAME with one of {metrics}',
  direction: '--objective is {metric}, and its name does not tell a direction: write {example}',
});

/** Reads `minimize:NAME`, `maximize:NAME`, or a name alone that tells its direction. Throws `invalid`. */
export function readObjective(text: string): Objective {
  const match = /^(minimize|maximize|min|max):(.+)$/.exec(text);
  const metric = (match?.[2] ?? text).trim();
  if (metric === '' || /^[^/]*:$/.test(text)) {
    throw new AttuneError('invalid', auditObjectiveTexts.form({ value: text }));
  }
  if (isSealed(storedMetric(metric))) throw new AttuneError('invalid', auditObjectiveTexts.sealed({ value: metric }));
  const direction = match === null ? guessDirection(metric) : match[1]?.startsWith('min') ? 'minimize' : 'maximize';
  if (direction === undefined) {
    throw new AttuneError('invalid', auditObjectiveTexts.direction({ metric, example: `maximize:${metric}` }));
  }
  return { metric, direction };
}

/**
 * The objective that the metrics' names tell: of those measured on validation data and whose direction is plain, first a
 * score or error of the task, then accuracy (which many tasks report beside what they are judged by), last the loss; where
 * none names a split, of all but the training metrics. Undefined where no name tells.
 */
export function guessObjective(metrics: readonly string[]): Objective | undefined {
  const validation = metrics.filter((name) => /^(valid|validation|val|dev|eval)[/_]/.test(name));
  const open = metrics.filter((name) => !isSealed(name) && !/^train(ing)?[/_]/.test(name) && name !== 'loss');
  const candidates = (validation.length > 0 ? validation : open).flatMap((metric) => {
    const direction = guessDirection(metric);
    return direction === undefined ? [] : [{ metric, direction }];
  });
  const place = ({ metric }: Objective): number =>
    /loss|nll|cross_entropy/.test(metric) ? 2 : /acc(uracy)?$/.test(metric) ? 1 : 0;
  return candidates.toSorted((a, b) => place(a) - place(b))[0];
}

/** The objective for trials that have these metrics; throws `invalid` where it is not among them or cannot be told. */
export function objectiveFor(
  round: string,
  metrics: readonly string[],
  asked: Objective | undefined,
  known: Objective | null,
): Objective {
  const objective = among(metrics, asked) ?? known ?? guessObjective(metrics);
  if (metrics.length === 0) {
    if (objective !== undefined) return objective;
    throw new AttuneError('invalid', auditObjectiveTexts.none({ round }));
  }
  if (objective === undefined) {
    throw new AttuneError('invalid', auditObjectiveTexts.untold({ round, metrics: metrics.join(', ') }));
  }
  if (metrics.includes(objective.metric)) return objective;
  const near = nearest(objective.metric, metrics);
  const existing =
    near === undefined
      ? auditObjectiveTexts.list({ metrics: metrics.join(', ') })
      : auditObjectiveTexts.near({ nearest: near });
  throw new AttuneError(
    'invalid',
    auditObjectiveTexts.unknown({ round, metric: objective.metric, existing: existing.text }),
  );
}

/** An objective under the name by which its metric is stored, where trials have it only so; as it is otherwise. */
export function among(metrics: readonly string[], asked: Objective | undefined): Objective | undefined {
  if (asked === undefined || metrics.includes(asked.metric)) return asked;
  const metric = storedMetric(asked.metric);
  return metrics.includes(metric) ? { ...asked, metric } : asked;
}
