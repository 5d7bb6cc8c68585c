/** Mistakes of the training program: in what it reports, and in how it ends. */
import type { Edit, Mistake, MistakeGroup } from './mistake.ts';

const second = '{"step": 2, "valid/loss": 0.4}';
const report = `cat >>"$ATTUNE_DIR/metrics.jsonl" <<END
{"step": 1, "valid/loss": 0.5}
${second}
{"step": 4, "valid/loss": 0.3}
END
`;

/** The program reports this in place of its second measurement. */
function reported(did: string, line: string, text: string): Mistake {
  return told(did, { file: 'train.sh', of: second, to: line }, line, text, 0);
}

/** The program is this shell script. */
function program(did: string, script: string, text: string, status: number): Mistake {
  return told(did, { file: 'train.sh', of: report, to: `${script}\n` }, script, text, status);
}

/** In a short round of two trials. */
function told(did: string, edit: Edit, shown: string, text: string, status: number): Mistake {
  const files = { 'rounds/01-first.yaml': shortRound };
  return { did, edits: [edit], files, shown, command: ['run'], status, answer: { kind: 'told', text } };
}

const shortRound = `attune: 1
goal: maximize
budget: { trials: 2 }
baseline_seeds: 0
`;

const setup = `setup: test -d /data/faces || { echo 'no data in /data/faces' >&2; exit 4; }`;

export const measurementMistakes: MistakeGroup = {
  title: 'Measurements',
  about: 'Lines of `metrics.jsonl`, or printed. What is right with a line is kept, and the trial goes on.',
  mistakes: [
    reported('no JSON', 'step 2: loss 0.4', '?'),
    reported('quotes of Python', "{'step': 2, 'valid/loss': 0.4}", '?'),
    reported('a list', '[2, 0.4]', '?'),
    reported('no step', '{"valid/loss": 0.4}', '?'),
    reported('a negative step', '{"step": -1, "valid/loss": 0.4}', '?'),
    reported('a fraction as step', '{"step": 1.5, "valid/loss": 0.4}', '?'),
    reported('an object as value', '{"step": 2, "valid/loss": {"mean": 0.4}}', '?'),
    reported('text as value', '{"step": 2, "valid/loss": "0.4"}', '?'),
    reported('a truth value', '{"step": 2, "valid/loss": 0.4, "converged": true}', '?'),
    reported('a checkpoint without its step', '{"checkpoint": "checkpoints/2"}', '?'),
    reported('a checkpoint that is no path', '{"step": 2, "checkpoint": true}', '?'),
    reported('a time in words', '{"step": 2, "valid/loss": 0.4, "time": "noon"}', '?'),
    reported('no reason for infeasible', '{"step": 2, "infeasible": true}', '?'),
  ],
};

export const programMistakes: MistakeGroup = {
  title: 'The training program',
  about: 'How `attune run` tells of a trial that failed.',
  mistakes: [
    program(
      'the objective is never reported',
      `echo '{"step": 4, "val_loss": 0.3}' >>"$ATTUNE_DIR/metrics.jsonl"`,
      '?',
      0,
    ),
    program('nothing is reported', 'exit 0', '?', 7),
    program(
      'the objective is never finite',
      `echo '{"step": 4, "valid/loss": NaN}' >>"$ATTUNE_DIR/metrics.jsonl"`,
      '?',
      0,
    ),
    program('it ends early', `echo '{"step": 1, "valid/loss": 0.5}' >>"$ATTUNE_DIR/metrics.jsonl"`, '?', 0),
    program('it ends with an error', 'echo "ValueError: bad shape" >&2; exit 3', '?', 7),
    program('a module is missing', `echo "ModuleNotFoundError: No module named 'torch'" >&2; exit 1`, '?', 7),
    program('an argument is unknown', 'echo "train.py: error: unrecognized arguments: --lr=0.01" >&2; exit 2', '?', 7),
    program(
      'the GPU ran out of memory',
      'echo "torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB" >&2; exit 1',
      '?',
      0,
    ),
    program(
      'labels outside the classes',
      'echo "RuntimeError: CUDA error: device-side assert triggered" >&2; exit 1',
      '?',
      7,
    ),
    told(
      'the command does not exist',
      { file: 'attune.yaml', of: 'sh train.sh', to: 'trian.sh' },
      'command: trian.sh ${args}',
      '?',
      7,
    ),
    told(
      'the command may not be executed',
      { file: 'attune.yaml', of: 'sh train.sh', to: './train.sh' },
      'command: ./train.sh ${args}',
      '?',
      7,
    ),
    told(
      'the setup fails',
      { file: 'attune.yaml', of: '  max_steps: 4\n', to: `  max_steps: 4\n  ${setup}\n` },
      setup,
      '?',
      7,
    ),
    {
      did: 'more GPUs than there are',
      edits: [{ file: 'attune.yaml', of: 'baseline:', to: 'resources: { gpus_per_trial: 2 }\nbaseline:' }],
      shown: 'resources: { gpus_per_trial: 2 }',
      command: ['run'],
      status: 6,
      answer: { kind: 'refused', text: '?' },
    },
    {
      did: '`check` of a program that reports another name',
      edits: [
        { file: 'train.sh', of: report, to: `echo '{"step": 4, "val_loss": 0.3}' >>"$ATTUNE_DIR/metrics.jsonl"\n` },
      ],
      command: ['check'],
      status: 2,
      answer: { kind: 'told', text: '?' },
    },
    {
      did: '`check` of a program that reports nothing',
      edits: [{ file: 'train.sh', of: report, to: 'echo training\n' }],
      command: ['check'],
      status: 2,
      answer: { kind: 'told', text: '?' },
    },
  ],
};
