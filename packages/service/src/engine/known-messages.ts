/** Messages of training programs that have one usual cause, with what to do about it (method T6, T5). */
import { defineTexts, type Message } from '@attune/core/texts';
import { lastError } from './log-tail.ts';

/** What a message tells about the attempt beyond its cause. */
export type Implies = 'out-of-memory' | 'diverged' | 'crashed';

export interface KnownMessage {
  readonly pattern: RegExp;
  readonly implies: Implies;
  readonly explanation: Message;
}

export const knownMessageTexts = defineTexts('known', {
  deviceMemory:
    'the device ran out of memory: lower the batch size first, then the sequence length or image size, use a lower precision, and release tensors that are kept between steps (a loss that is summed without .item() keeps its graph)',
  hostMemory:
    'the machine ran out of memory: fewer data-loading workers, smaller prefetch buffers, or fewer trials at a time (resources.slots)',
  deviceAssert:
    'an index was out of range on the device, most often labels outside 0 … classes − 1: check the labels, and run once with CUDA_LAUNCH_BLOCKING=1 for the place',
  schedulerFirst:
    'the learning-rate scheduler was stepped before the optimiser: its first value was skipped; swap the calls',
  dtype: 'tensors of different types met: cast inputs and model alike, or check the mixed-precision context',
  shape: 'tensors of unequal shape met: check the layer sizes that these hyperparameters give',
  notANumber: 'the program stopped at a value that is not finite: the learning rate is the first suspect',
  killed:
    'the kernel killed the process, most often for memory: see its log (dmesg), and lower the batch size or the number of workers',
  loader: 'a data-loading worker died, most often for shared memory: fewer workers, or a larger /dev/shm',
  collective:
    'a collective operation timed out: one process was slow or gone; look for the first error among all ranks',
  noDevice: 'no usable GPU was found: check CUDA_VISIBLE_DEVICES, the driver, and resources.gpus_per_trial',
  busyDevice: 'the GPU is in use by another process: check resources.slots and what else runs there',
  diskFull: 'the disk is full: checkpoints are the usual cause; remove old ones under .attune/trials',
  nodePackage:
    'a package or file that Node imports is missing: run `npm install` in the folder of package.json (or add it to train.setup), and check the path that the message names',
  module: 'a Python module is missing: activate the environment under train.setup, as in `. venv/bin/activate`',
  arguments:
    'the program does not know an argument that it was given: compare hyperparameter names (or their `arg:`) with its --help, and the macro in train.command with its style',
  hydra: 'Hydra refused an override: the macro args_append_hydra adds keys, args_override_hydra changes or adds them',
  notFound:
    'the command does not exist here: check train.command and train.setup; it is started in the folder of attune.yaml',
  notExecutable: 'the command is not executable: chmod +x, or name its interpreter in train.command',
});

const t = knownMessageTexts;

/**
 * In order of precedence: the first that matches explains the attempt. What implies a state must match the error itself,
 * whose first line names it: anywhere else in a log it may be a warning that the program has survived.
 */
const known: readonly KnownMessage[] = [
  {
    pattern:
      /(?:CUDA|HIP|MPS backend) out of memory|CUDA error: out of memory|CUDA_ERROR_OUT_OF_MEMORY|cudaErrorMemoryAllocation|CU(?:BLAS|DNN)_STATUS_ALLOC_FAILED|RESOURCE_EXHAUSTED[^\n]*(?:out of memory|\ballocat(?:e|ing)\b)|OOM when allocating/i,
    implies: 'out-of-memory',
    explanation: t.deviceMemory(),
  },
  {
    pattern:
      /^MemoryError\b|Cannot allocate memory|std::bad_alloc|JavaScript heap out of memory|DefaultCPUAllocator: can't allocate memory|Unable to allocate .* for an array/m,
    implies: 'out-of-memory',
    explanation: t.hostMemory(),
  },
  {
    pattern: /device-side assert triggered|Assertion `t >= 0 && t < n_classes` failed|Target \d+ is out of bounds/,
    implies: 'crashed',
    explanation: t.deviceAssert(),
  },
  {
    pattern: /DataLoader worker .*(killed|exited unexpectedly)|insufficient shared memory|bus error.*shm/is,
    implies: 'crashed',
    explanation: t.loader(),
  },
  {
    pattern: /NCCL.*(timeout|timed out)|Watchdog caught collective operation timeout|ProcessGroupNCCL.*aborting/i,
    implies: 'crashed',
    explanation: t.collective(),
  },
  { pattern: notFinite(), implies: 'diverged', explanation: t.notANumber() },
  { pattern: /No space left on device|ENOSPC|Disk quota exceeded/, implies: 'crashed', explanation: t.diskFull() },
  {
    pattern: /CUDA-capable device\(s\) is\/are busy|all CUDA-capable devices are busy/,
    implies: 'crashed',
    explanation: t.busyDevice(),
  },
  {
    pattern:
      /no CUDA-capable device is detected|CUDA driver version is insufficient|Found no NVIDIA driver|No CUDA GPUs are available|invalid device ordinal/,
    implies: 'crashed',
    explanation: t.noDevice(),
  },
  {
    pattern:
      /mat1 and mat2 shapes cannot be multiplied|size mismatch|shapes? .* (not aligned|incompatible)|Incompatible shapes|must match the size of tensor/i,
    implies: 'crashed',
    explanation: t.shape(),
  },
  {
    pattern: /expected (scalar type|dtype|all tensors)|must have the same dtype|Input type .* and weight type/i,
    implies: 'crashed',
    explanation: t.dtype(),
  },
  {
    pattern: /ERR_MODULE_NOT_FOUND|\bMODULE_NOT_FOUND\b|\bCannot find (?:module|package) '/,
    implies: 'crashed',
    explanation: t.nodePackage(),
  },
  {
    pattern: /ModuleNotFoundError|ImportError: No module named/,
    implies: 'crashed',
    explanation: t.module(),
  },
  {
    pattern:
      /unrecognized arguments|no such option|Unknown option|unexpected (positional )?argument|the following arguments are required/i,
    implies: 'crashed',
    explanation: t.arguments(),
  },
  { pattern: /Could not override|Key '.*' is not in struct|hydra\.errors/, implies: 'crashed', explanation: t.hydra() },
  {
    pattern: /Detected call of `lr_scheduler\.step\(\)` before `optimizer\.step\(\)`/,
    implies: 'crashed',
    explanation: t.schedulerFirst(),
  },
];

/** The explanation of a log's end, or undefined where nothing in it is known. `code` is the exit status, if any. */
export function explain(log: string, code: number | null): Omit<KnownMessage, 'pattern'> | undefined {
  const error = lastError(log);
  const survived = belowError.test(error.split('\n', 1)[0] ?? '');
  const match =
    known.find(({ pattern, implies }) => !(survived && implies !== 'crashed') && pattern.test(error)) ??
    known.find(({ pattern, implies }) => implies === 'crashed' && pattern.test(log));
  if (match !== undefined) return match;
  if (code === 127) return { implies: 'crashed', explanation: t.notFound() };
  if (code === 126) return { implies: 'crashed', explanation: t.notExecutable() };
  if (code === 137) return { implies: 'crashed', explanation: t.killed() };
  return undefined;
}

/** A line of a log that tells of no error. */
const belowError = /\b(?:WARN(?:ING)?|INFO|DEBUG)\b|\w+Warning:/;

/** An error's first line that says of a quantity that it is not finite; a path or a name that holds `inf` does not. */
function notFinite(): RegExp {
  const word = String.raw`(?<![\w/.-])(?:nan|inf|infinite|infinity|not finite|non-?finite)(?![\w/-]|\.\w)`;
  const quantity = String.raw`(?:loss|gradient|grad|value|output|parameter|input|logit|weight|tensor)(?:es|s)?\b`;
  const verb = String.raw`\b(?:is|are|was|were|became|contains?|has)\b`;
  const sentences = [
    String.raw`${quantity}[^\n]{0,40}${verb}[^\n]{0,30}${word}`,
    String.raw`AssertionError\b[^\n]*(?:${word}|isfinite|isnan|isinf)`,
    String.raw`FloatingPointError\b`,
    String.raw`returned nan values`,
    String.raw`found invalid values:\s*tensor\(\[+nan\b`,
  ];
  return new RegExp(`^(?:${sentences.map((sentence) => `[^\\n]*?${sentence}`).join('|')})`, 'i');
}
