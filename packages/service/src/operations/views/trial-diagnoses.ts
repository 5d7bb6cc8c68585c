/** What the curves of one trial show: where it overfits, spikes, diverges or still improves, and how surely. */
import Type from 'typebox';
import { diagnose, diagnosisCodes } from '@attune/core/diagnosis';
import { diagnosisNames } from '@attune/core/figures';
import { trialCurves } from '@attune/core/study';
import { defineOperation, documentOf, inputOf, measuredNumber } from '../operation.ts';
import { readStore } from '../analysis/reading.ts';
import { trialOf } from '../stored-trial.ts';
import { nullable } from './trial-document.ts';

export const trialDiagnoses = defineOperation({
  name: 'trial-diagnoses',
  summary: 'Say what the curves of one trial show',
  permission: 'read',
  input: inputOf({ trial: Type.Integer({ minimum: 1 }) }),
  result: documentOf('trial-diagnoses', {
    trial: Type.Integer(),
    diagnoses: Type.Array(
      Type.Object({
        code: Type.Enum([...diagnosisCodes]),
        name: Type.String({ description: 'In a few words, as figures say it.' }),
        metric: Type.String({ description: 'The curve that shows it.' }),
        step: Type.Number({ description: 'Where it begins.' }),
        until: nullable(Type.Number(), { description: 'Where it ends, for what passes; null where it lasts.' }),
        confidence: Type.Number({ minimum: 0, maximum: 1 }),
        numbers: Type.Record(Type.String(), measuredNumber, { description: 'The figures behind it.' }),
      }),
      { description: 'In order of step.' },
    ),
  }),
  async run(context, { trial: id }) {
    return readStore(context, async (store) => {
      const { round } = await trialOf(store, id);
      const { objective, references, train } = round.resolved.project;
      const attempts = await store.read('attempt', { trial: [id] });
      const curves = trialCurves(attempts, await store.curves({ trials: [id] }));
      const chance = references['chance']?.[objective.metric] ?? null;
      const found = diagnose({ curves, objective, maxSteps: train.maxSteps, chance });
      return {
        schema: 'trial-diagnoses/1' as const,
        trial: id,
        diagnoses: found.map((one) => ({
          ...one,
          name: diagnosisNames[one.code]().text,
          numbers: { ...one.numbers },
        })),
      };
    });
  },
});
