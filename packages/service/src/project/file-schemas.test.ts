import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { fileSchemas, projectSchemaName, roundSchemaName } from './file-schemas.ts';
import { hyperparameterSchema, projectSchema } from './project-schema.ts';
import { roundSchema } from './round-schema.ts';

const published = (name: string): string => readFileSync(new URL(`../../schemas/${name}`, import.meta.url), 'utf8');

const ajv = new Ajv({ strict: true, strictRequired: false, allowUnionTypes: true, allErrors: true });
const validators = {
  project: ajv.compile(JSON.parse(published(projectSchemaName)) as object),
  round: ajv.compile(JSON.parse(published(roundSchemaName)) as object),
};

function mistakesOf(kind: keyof typeof validators, text: string): readonly string[] {
  const validate = validators[kind];
  validate(parse(text));
  return (validate.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
}

const plain = `attune: 1
objective: { metric: valid/accuracy, direction: maximize }
train:
  command: python train.py --epochs \${max_steps} --seed \${seed} \${args}
  max_steps: 30
  step: epoch
metrics: { from: stdout, rename: { val_acc: valid/accuracy } }
hyperparameters:
  lr: { range: [1e-4, 1], scale: log }
  batch-size: { values: [64, 128, 256] }
baseline: { lr: 0.1, batch-size: 128 }
`;

const conditional = plain.replace(
  '  lr: { range: [1e-4, 1], scale: log }',
  `  optimizer:
    choices:
      nesterov: { learning_rate: { range: [1e-3, 10], scale: log }, momentum: { range: [0.8, 0.999], scale: reverse-log } }
      adam: { learning_rate: { range: [1e-5, 1], scale: log } }
      sgd:
      two: { value: 2, with: { learning_rate: { range: [1e-5, 1] } } }
  dropout: { off: 0, range: [0.05, 0.7], meaning: dropout }`,
);

const round = `attune: 1
goal: compare                     # compare | understand | maximize
question: Adam or Nesterov?
scientific: { optimizer: [adam, nesterov] }   # some or all of its values
fixed: { hidden_units: 64 }       # without a value: at baseline
nuisance: rest                    # the default
ranges: { optimizer=adam/learning_rate: [1e-4, 1e-1] }
search: halton
budget: { trials: 32 }            # the round's total, split equally
`;

describe('the published schemas', () => {
  it('are what the definitions say: node scripts/schemas.ts writes them', () => {
    for (const { name, text } of fileSchemas()) expect(published(name), name).toBe(text);
  });

  it('explain every field', () => {
    const unexplained = (schema: object, path: string): readonly string[] =>
      Object.entries(schema).flatMap(([key, part]: [string, unknown]) => {
        if (typeof part !== 'object' || part === null) return [];
        if (key !== 'properties') return unexplained(part, `${path}/${key}`);
        return Object.entries(part as Record<string, object>).flatMap(([field, definition]) => [
          ...('description' in definition ? [] : [`${path}/${field}`]),
          ...unexplained(definition, `${path}/${field}`),
        ]);
      });
    expect([projectSchema, roundSchema, hyperparameterSchema].flatMap((schema) => unexplained(schema, ''))).toEqual([]);
  });

  it('accept what the readers accept', () => {
    expect(mistakesOf('project', plain)).toEqual([]);
    expect(mistakesOf('project', conditional)).toEqual([]);
    expect(mistakesOf('round', round)).toEqual([]);
    expect(mistakesOf('round', round.replace('search: halton', 'search: { kind: grid, points: 3 }'))).toEqual([]);
    expect(mistakesOf('round', round.replace('{ hidden_units: 64 }', '[hidden_units]'))).toEqual([]);
  });

  it.each([
    ['max_steps: 30', 'max_steps: 1_000', '/train/max_steps type'],
    ['max_steps: 30', 'max_stepz: 30', '/train required'],
    ['metric: valid', 'metric: test', '/objective/metric pattern'],
    ['direction: maximize', 'direction: up', '/objective/direction enum'],
    ['scale: log }', 'scale: logarithmic }', '/hyperparameters/lr/scale enum'],
    ['range: [1e-4, 1]', 'range: [1e-4]', '/hyperparameters/lr/range minItems'],
    ['range: [1e-4, 1]', 'range: [1e-4, 1], values: [1]', '/hyperparameters/lr oneOf'],
    ['  lr:', '  9lr:', '/hyperparameters pattern'],
    ['attune: 1', 'attune: 2', '/attune const'],
    ['baseline:', 'basline:', ' required'],
  ])('refuse in a project: %s → %s', (from, to, mistake) => {
    expect(mistakesOf('project', plain.replace(from, to))).toContain(mistake);
  });

  it.each([
    ['goal: compare', 'goal: win', '/goal enum'],
    ['trials: 32', 'trials: 0', '/budget/trials minimum'],
    ['search: halton', 'search: bayes', '/search anyOf'],
    ['nuisance:', 'nusance:', ' additionalProperties'],
  ])('refuse in a round: %s → %s', (from, to, mistake) => {
    expect(mistakesOf('round', round.replace(from, to))).toContain(mistake);
  });
});
