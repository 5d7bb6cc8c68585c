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
    reported(
      'no JSON',
      'step 2: loss 0.4',
      'warning: trial 1: not all of its metrics could be read: not a measurement: step 2: loss 0.4 is not JSON; write one JSON object a line',
    ),
    reported(
      'quotes of Python',
      "{'step': 2, 'valid/loss': 0.4}",
      "warning: trial 1: not all of its metrics could be read: not a measurement: {'step': 2, 'valid/loss': 0.4} is not JSON; write one JSON object a line",
    ),
    reported(
      'a list',
      '[2, 0.4]',
      'warning: trial 1: not all of its metrics could be read: not a measurement: [2, 0.4] is no JSON object; write a line such as {"step": 1, "valid/loss": 0.5}',
    ),
    reported(
      'no step',
      '{"valid/loss": 0.4}',
      'warning: trial 1: not all of its metrics could be read: no step in {"valid/loss": 0.4}: every line needs the step that its values belong to',
    ),
    reported(
      'a negative step',
      '{"step": -1, "valid/loss": 0.4}',
      'warning: trial 1: not all of its metrics could be read: step -1 is not a whole number from 0 up: write the number of steps done so far',
    ),
    reported(
      'a fraction as step',
      '{"step": 1.5, "valid/loss": 0.4}',
      'warning: trial 1: not all of its metrics could be read: step 1.5 is not a whole number from 0 up: write the number of steps done so far',
    ),
    reported(
      'an object as value',
      '{"step": 2, "valid/loss": {"mean": 0.4}}',
      'warning: trial 1: not all of its metrics could be read: valid/loss holds {"mean":0.4}: write one number for each name, such as "valid/loss/mean": 0.5',
    ),
    reported(
      'text as value',
      '{"step": 2, "valid/loss": "0.4"}',
      'warning: trial 1: not all of its metrics could be read: valid/loss is the text "0.4": write a number without quotes',
    ),
    reported(
      'a truth value',
      '{"step": 2, "valid/loss": 0.4, "converged": true}',
      'warning: trial 1: not all of its metrics could be read: converged is true: write 1 or 0',
    ),
    reported(
      'a checkpoint without its step',
      '{"checkpoint": "checkpoints/2"}',
      'warning: trial 1: not all of its metrics could be read: no step in {"checkpoint": "checkpoints/2"}: every line needs the step that its values belong to',
    ),
    reported(
      'a checkpoint that is no path',
      '{"step": 2, "checkpoint": true}',
      'warning: trial 1: not all of its metrics could be read: checkpoint true is not a path: write it as text',
    ),
    reported(
      'a time in words',
      '{"step": 2, "valid/loss": 0.4, "time": "noon"}',
      'warning: trial 1: not all of its metrics could be read: time "noon" is not in Unix seconds: the values are kept, the time is ignored',
    ),
    reported(
      'no reason for infeasible',
      '{"step": 2, "infeasible": true}',
      'warning: trial 1: not all of its metrics could be read: infeasible true gives no reason: write it as text',
    ),
  ],
};

export const programMistakes: MistakeGroup = {
  title: 'The training program',
  about: 'How `attune run` tells of a trial that failed.',
  mistakes: [
    program(
      'the objective is never reported',
      `echo '{"step": 4, "val_loss": 0.3}' >>"$ATTUNE_DIR/metrics.jsonl"`,
      'trial 1 failed (crashed): ended without reporting valid/loss; it reported val_loss: compare objective.metric and metrics.rename',
      7,
    ),
    program(
      'nothing is reported',
      'exit 0',
      'trial 1 failed (crashed): ended without a measurement: none was read from metrics.jsonl in ATTUNE_DIR; let the program write it, or write metrics: { from: stdout } if it prints them; see docs/protocol.md',
      7,
    ),
    program(
      'the objective is never finite',
      `echo '{"step": 4, "valid/loss": NaN}' >>"$ATTUNE_DIR/metrics.jsonl"`,
      'trial 1 is infeasible (diverged): valid/loss was never finite',
      7,
    ),
    program(
      'it ends early',
      `echo '{"step": 1, "valid/loss": 0.5}' >>"$ATTUNE_DIR/metrics.jsonl"`,
      'trial 1 completed: valid/loss 0.5, the best so far: ended at step 1 of 4',
      0,
    ),
    program(
      'it ends with an error',
      'echo "ValueError: bad shape" >&2; exit 3',
      'trial 1 failed (crashed): exit status 3: ValueError: bad shape',
      7,
    ),
    program(
      'a module is missing',
      `echo "ModuleNotFoundError: No module named 'torch'" >&2; exit 1`,
      "trial 1 failed (crashed): exit status 1: ModuleNotFoundError: No module named 'torch'; a Python module is missing: activate the environment under train.setup, as in `. venv/bin/activate`",
      7,
    ),
    program(
      'an argument is unknown',
      'echo "train.py: error: unrecognized arguments: --lr=0.01" >&2; exit 2',
      'trial 1 failed (crashed): exit status 2: train.py: error: unrecognized arguments: --lr=0.01; the program does not know an argument that it was given: compare hyperparameter names (or their `arg:`) with its --help, and the macro in train.command with its style',
      7,
    ),
    program(
      'the GPU ran out of memory',
      'echo "torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB" >&2; exit 1',
      'trial 1 is infeasible (out-of-memory): exit status 1: torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB; the device ran out of memory: lower the batch size first, then the sequence length or image size, use a lower precision, and release tensors that are kept between steps (a loss that is summed without .item() keeps its graph)',
      7,
    ),
    program(
      'labels outside the classes',
      'echo "RuntimeError: CUDA error: device-side assert triggered" >&2; exit 1',
      'trial 1 failed (crashed): exit status 1: RuntimeError: CUDA error: device-side assert triggered; an index was out of range on the device, most often labels outside 0 … classes − 1: check the labels, and run once with CUDA_LAUNCH_BLOCKING=1 for the place',
      7,
    ),
    told(
      'the command does not exist',
      { file: 'attune.yaml', of: 'sh train.sh', to: 'trian.sh' },
      'command: trian.sh ${args}',
      'the command does not exist here: check train.command and train.setup; it is started in the folder of attune.yaml',
      7,
    ),
    told(
      'the command may not be executed',
      { file: 'attune.yaml', of: 'sh train.sh', to: './train.sh' },
      'command: ./train.sh ${args}',
      'trial 1 failed (crashed): exit status 126: ./train.sh: Permission denied; the command is not executable: chmod +x, or name its interpreter in train.command',
      7,
    ),
    told(
      'the setup fails',
      { file: 'attune.yaml', of: '  max_steps: 4\n', to: `  max_steps: 4\n  ${setup}\n` },
      setup,
      'trial 1 failed (crashed): exit status 4: no data in /data/faces',
      7,
    ),
    {
      did: 'more GPUs than there are',
      edits: [{ file: 'attune.yaml', of: 'baseline:', to: 'resources: { gpus_per_trial: 2 }\nbaseline:' }],
      shown: 'resources: { gpus_per_trial: 2 }',
      command: ['run'],
      status: 6,
      answer: {
        kind: 'refused',
        text: 'error: resources.gpus_per_trial is 2 but 0 GPUs are visible: lower it, or set CUDA_VISIBLE_DEVICES to the ones to use',
      },
    },
    {
      did: '`check` of a program that reports another name',
      edits: [
        { file: 'train.sh', of: report, to: `echo '{"step": 4, "val_loss": 0.3}' >>"$ATTUNE_DIR/metrics.jsonl"\n` },
      ],
      command: ['check'],
      status: 2,
      answer: {
        kind: 'told',
        text: 'error: the training program reported no valid/loss within 60 s (it ended with exit status 0): it did report val_loss; compare objective.metric and metrics.rename',
      },
    },
    {
      did: '`check` of a program that reports nothing',
      edits: [{ file: 'train.sh', of: report, to: 'echo training\n' }],
      command: ['check'],
      status: 2,
      answer: {
        kind: 'told',
        text: `error: the training program reported no valid/loss within 60 s (it ended with exit status 0): none was read from metrics.jsonl in ATTUNE_DIR; let the program write it, or write metrics: { from: stdout } if it prints them; see docs/protocol.md
training`,
      },
    },
  ],
};
