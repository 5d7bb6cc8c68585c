/** Takes measurements that programs send: many attempts' at once, answered when they are durable. */
import Type, { type Static } from 'typebox';
import { AttuneError } from '@attune/core/errors';
import { defineTexts } from '@attune/core/texts';
import { longestName, reservedKeys } from '../../protocol/index.ts';
import { checkCheckpoints } from './checkpoint-paths.ts';
import { gatherMeasurements, type Gathering, type SentBatch, type TakenBatch } from './measurements-gathering.ts';
import type { SignsOfLife } from './signs-of-life.ts';
import { defineOperation, documentOf, inputOf, type Visitor } from '../operation.ts';
import { nullable } from '../views/trial-document.ts';
import { openWorkspace, withStore } from '../workspace.ts';

export const measurementsTexts = defineTexts('measurements-sent', {
  unpaired: 'metric {metric} of trial {trial} has {steps} steps but {values} values: send one value for each step',
  reserved: '{metric} is no name of a metric: measurements have a step, and checkpoints a list of their own',
});

const step = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });

/** Values in a number's place that JSON has no number for. */
const sentNumber = Type.Union([Type.Number(), Type.Enum(['NaN', 'Infinity', '-Infinity']), Type.Null()], {
  description: 'A number, or "NaN", "Infinity" or "-Infinity"; null is NaN.',
});

const seriesSchema = Type.Object(
  {
    metric: Type.String({
      minLength: 1,
      maxLength: longestName,
      pattern: '^[^\\u0000-\\u001f\\u007f]*$',
      description: 'As split/name: valid/loss. Under `time`, the program’s own clock in Unix seconds.',
    }),
    steps: Type.Array(step),
    values: Type.Array(sentNumber, { description: 'One for each step.' }),
  },
  { additionalProperties: false },
);

const batchSchema = Type.Object(
  {
    trial: Type.Integer({ minimum: 1 }),
    attempt: Type.Integer({ minimum: 1 }),
    batch: Type.Integer({ minimum: 0, description: 'Counts the attempt’s batches, from 0: each is stored once.' }),
    series: Type.Array(seriesSchema),
    checkpoints: Type.Optional(
      Type.Array(Type.Object({ step, path: Type.String({ minLength: 1 }) }, { additionalProperties: false }), {
        description: 'Checkpoints that are complete, with paths that the server’s machine knows.',
      }),
    ),
  },
  { additionalProperties: false },
);

type BatchInput = Static<typeof batchSchema>;

export const measurements = defineOperation({
  name: 'measurements',
  summary: 'Store measurements of running attempts, once and durably',
  permission: 'report',
  fromAttempts: true,
  input: inputOf({ batches: Type.Array(batchSchema, { minItems: 1, maxItems: 1000 }) }),
  result: documentOf('measurements', {
    taken: Type.Array(
      Type.Object({
        trial: Type.Integer(),
        attempt: Type.Integer(),
        next: nullable(Type.Integer({ description: 'The batch that is to follow.' })),
        refused: nullable(Type.Object({ code: Type.Enum(['conflict', 'not-found']), message: Type.String() }), {
          description: 'Null where the batch is stored, now or when it was sent before.',
        }),
        stop: Type.Boolean({ description: 'Whether the program should end this attempt: tell how it ended.' }),
      }),
      { description: 'One for each batch, in order.' },
    ),
  }),
  async run(context, { batches }) {
    const sent = batches.map((batch) => readBatch(batch, context.visitor));
    await checkCheckpoints(sent, context.visitor, (trial) =>
      withStore(openWorkspace(context), (store) => store.read('attempt', { trial })),
    );
    const take = async (gathering: Gathering): Promise<readonly TakenBatch[]> => {
      const answered = await gathering.take(sent, context.actor);
      throwWhereNothing(answered);
      throwWhereUnheard(answered, gathering.signs);
      return answered;
    };
    const taken = await (context.measurements === undefined
      ? withStore(openWorkspace(context), (store) => take(gatherMeasurements(store, context.clock)))
      : take(context.measurements));
    return {
      schema: 'measurements/1' as const,
      taken: taken.map(({ refused, ...rest }) => ({
        ...rest,
        refused: refused === null ? null : { code: refused.code, message: refused.message.text },
      })),
    };
  },
});

function readBatch(
  { trial, attempt, batch, series, checkpoints = [] }: BatchInput,
  visitor: Visitor | undefined,
): SentBatch {
  for (const { metric, steps, values } of series) {
    if (reserved.has(metric)) throw new AttuneError('invalid', measurementsTexts.reserved({ metric }));
    if (steps.length !== values.length) {
      const counts = { steps: steps.length, values: values.length };
      throw new AttuneError('invalid', measurementsTexts.unpaired({ metric, trial, ...counts }));
    }
  }
  return {
    trial,
    attempt,
    batch,
    series: series.map(({ metric, steps, values }) => ({ metric, steps, values: numbersOf(values) })),
    checkpoints,
    ...(visitor === undefined ? {} : { visitor }),
  };
}

/** `time` is a series of its own. */
const reserved: ReadonlySet<string> = new Set(reservedKeys.filter((key) => key !== 'time'));

function numbersOf(values: BatchInput['series'][number]['values']): readonly number[] {
  return values.every((value) => typeof value === 'number') ? values : values.map((value) => Number(value ?? NaN));
}

/** A program that looks at no more than the status must notice that nothing was stored. */
function throwWhereNothing(taken: readonly TakenBatch[]): void {
  const refusals = taken.flatMap(({ refused }) => refused ?? []);
  const [first] = refusals;
  if (first !== undefined && refusals.length === taken.length) throw new AttuneError(first.code, first.message);
}

/**
 * Programs whose measurements are stored, but who are taken for dead all the same, must not go on here. They send them
 * again, which counts once.
 */
function throwWhereUnheard(taken: readonly TakenBatch[], signs: SignsOfLife): void {
  const running = taken.filter(({ refused, stop }) => refused === null && !stop);
  const unheard = running.flatMap(({ trial, attempt }) => signs.unheard(trial, attempt) ?? []);
  const [first] = unheard;
  if (first !== undefined && unheard.length === running.length) throw first;
}
