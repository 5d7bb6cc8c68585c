/** The project in which the mistakes are made: a shell program that reports three measurements and ends. */

export const sampleFiles = {
  'attune.yaml': `attune: 1
objective: { metric: valid/loss, direction: minimize }
train:
  command: sh train.sh \${args}
  max_steps: 4
hyperparameters:
  lr: { range: [1e-3, 1], scale: log }
  batch-size: { values: [32, 64, 128] }
  optimizer:
    choices:
      adam: { beta1: { range: [0.8, 0.99], scale: reverse-log } }
      momentum: { momentum: { range: [0.8, 0.99], scale: reverse-log } }
  dropout: { range: [0, 0.5] }
baseline: { lr: 0.01, batch-size: 64, optimizer: adam, beta1: 0.9, dropout: 0 }
`,
  'rounds/01-first.yaml': `attune: 1
goal: compare
question: Adam or momentum?
scientific: [optimizer]
budget: { trials: 4 }
baseline_seeds: 1
`,
  'train.sh': `cat >>"$ATTUNE_DIR/metrics.jsonl" <<END
{"step": 1, "valid/loss": 0.5}
{"step": 2, "valid/loss": 0.4}
{"step": 4, "valid/loss": 0.3}
END
`,
} as const;

export type SampleFile = keyof typeof sampleFiles;
