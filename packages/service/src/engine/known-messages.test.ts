import { describe, expect, it } from 'vitest';
import { explain, knownMessageTexts, type Implies } from './known-messages.ts';
import { joinTails, lastWords } from './log-tail.ts';

const traceback = (...lines: readonly string[]) =>
  [
    'Traceback (most recent call last):',
    '  File "/home/ada/train.py", line 61, in <module>',
    '    main()',
    ...lines,
  ].join('\n');

type Entry = Exclude<keyof typeof knownMessageTexts, 'table'>;

/** One log a row, as the programs print it; the exit status is 1 unless told. */
const logs: readonly (readonly [name: string, entry: Entry, implies: Implies, log: string, code?: number])[] = [
  [
    'PyTorch on CUDA',
    'deviceMemory',
    'out-of-memory',
    traceback(
      '  File "/home/ada/model.py", line 31, in forward',
      '    return self.attention(x)',
      'torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total capacity of 79.11 GiB of which 1.21 GiB is free.',
    ),
  ],
  [
    'older PyTorch',
    'deviceMemory',
    'out-of-memory',
    traceback('RuntimeError: CUDA out of memory. Tried to allocate 20.00 MiB (GPU 0; 7.80 GiB total capacity)'),
  ],
  [
    'PyTorch under torchrun',
    'deviceMemory',
    'out-of-memory',
    [
      '[rank0]: Traceback (most recent call last):',
      '[rank0]:   File "/home/ada/train.py", line 9, in <module>',
      '[rank0]: torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 512.00 MiB.',
      'E0312 10:00:01.000000 71 torch/distributed/elastic/multiprocessing/api.py:874] failed (exitcode: 1) local_rank: 0',
      'Traceback (most recent call last):',
      '  File "/usr/bin/torchrun", line 8, in <module>',
      '    sys.exit(main())',
      'torch.distributed.elastic.multiprocessing.errors.ChildFailedError:',
      '============================================================',
      'train.py FAILED',
    ].join('\n'),
  ],
  [
    'JAX',
    'deviceMemory',
    'out-of-memory',
    traceback(
      'jaxlib.xla_extension.XlaRuntimeError: RESOURCE_EXHAUSTED: Out of memory while trying to allocate 17179869184 bytes.',
      'BufferAssignment OOM Debugging.',
    ),
  ],
  [
    'TensorFlow',
    'deviceMemory',
    'out-of-memory',
    traceback(
      'tensorflow.python.framework.errors_impl.ResourceExhaustedError: Graph execution error:',
      '',
      "Detected at node 'model/dense/MatMul' defined at (most recent call last):",
      '    File "train.py", line 40, in <module>',
      'OOM when allocating tensor with shape[4096,65536] and type float on /job:localhost/replica:0/task:0/device:GPU:0',
    ),
  ],
  [
    'Python',
    'hostMemory',
    'out-of-memory',
    traceback('    rows = [0] * 10**12', '           ~~~~^~~~~~~~', 'MemoryError'),
  ],
  [
    'NumPy',
    'hostMemory',
    'out-of-memory',
    traceback(
      'numpy._core._exceptions._ArrayMemoryError: Unable to allocate 74.5 GiB for an array with shape (100000, 100000) and data type float64',
    ),
  ],
  [
    'C++',
    'hostMemory',
    'out-of-memory',
    "terminate called after throwing an instance of 'std::bad_alloc'\n  what():  std::bad_alloc",
    134,
  ],
  [
    'Node.js',
    'hostMemory',
    'out-of-memory',
    '<--- Last few GCs --->\nFATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory\n 1: 0xb7a940 node::Abort() [node]',
    134,
  ],
  [
    'labels outside the classes',
    'deviceAssert',
    'crashed',
    [
      '../aten/src/ATen/native/cuda/Loss.cu:250: nll_loss_forward_reduce_cuda_kernel_2d: block: [0,0,0], thread: [4,0,0] Assertion `t >= 0 && t < n_classes` failed.',
      traceback('RuntimeError: CUDA error: device-side assert triggered'),
    ].join('\n'),
  ],
  [
    'scheduler before optimiser',
    'schedulerFirst',
    'crashed',
    [
      'UserWarning: Detected call of `lr_scheduler.step()` before `optimizer.step()`. In PyTorch 1.1.0 and later, you should call them in the opposite order.',
      traceback('RuntimeError: loss did not improve over the first 100 steps'),
    ].join('\n'),
  ],
  ['types', 'dtype', 'crashed', traceback('RuntimeError: expected scalar type Half but found Float')],
  [
    'shapes',
    'shape',
    'crashed',
    traceback('RuntimeError: mat1 and mat2 shapes cannot be multiplied (64x784 and 512x10)'),
  ],
  ['an assertion', 'notANumber', 'diverged', traceback('AssertionError: loss is nan')],
  [
    'an assertion without words',
    'notANumber',
    'diverged',
    traceback('    assert torch.isfinite(loss).all()', '           ^^^^^^^^^^^^^^^^^^^^^^^^^^', 'AssertionError'),
  ],
  [
    'JAX with debug_nans',
    'notANumber',
    'diverged',
    traceback('FloatingPointError: invalid value (nan) encountered in jit(div)'),
  ],
  ['scikit-learn', 'notANumber', 'diverged', traceback('ValueError: Input contains NaN.')],
  [
    'anomaly detection',
    'notANumber',
    'diverged',
    traceback("RuntimeError: Function 'AddmmBackward0' returned nan values in its 0th output."),
  ],
  [
    'a distribution',
    'notANumber',
    'diverged',
    traceback(
      'ValueError: Expected parameter loc (Tensor of shape (64, 6)) of distribution Normal(loc: torch.Size([64, 6])) to satisfy the constraint Real(), but found invalid values:',
      'tensor([[nan, nan, nan],',
      '        [nan, nan, nan]])',
    ),
  ],
  [
    'sampling',
    'notANumber',
    'diverged',
    traceback('RuntimeError: probability tensor contains either `inf`, `nan` or element < 0'),
  ],
  ['a program that says so and ends', 'notANumber', 'diverged', 'epoch 3\nLoss is nan, stopping training'],
  ['the kernel', 'killed', 'crashed', 'epoch 3', 137],
  [
    'a data-loading worker',
    'loader',
    'crashed',
    traceback(
      "RuntimeError: DataLoader worker (pid 4711) is killed by signal: Bus error. It is possible that dataloader's workers are out of shared memory.",
    ),
  ],
  [
    'a collective operation',
    'collective',
    'crashed',
    '[rank1]:[E312 10:00:01.000 ProcessGroupNCCL.cpp:616] [Rank 1] Watchdog caught collective operation timeout: WorkNCCL(SeqNum=8, OpType=ALLREDUCE) ran for 600000 milliseconds before timing out.',
    134,
  ],
  ['no GPU', 'noDevice', 'crashed', traceback('RuntimeError: No CUDA GPUs are available')],
  [
    'a GPU in use',
    'busyDevice',
    'crashed',
    traceback('RuntimeError: CUDA error: CUDA-capable device(s) is/are busy or unavailable'),
  ],
  ['a full disk', 'diskFull', 'crashed', traceback('OSError: [Errno 28] No space left on device')],
  ['a missing module', 'module', 'crashed', traceback("ModuleNotFoundError: No module named 'jax'")],
  [
    'a package that Node lacks',
    'nodePackage',
    'crashed',
    "node:internal/modules/esm/resolve:1018\n  throw new ERR_MODULE_NOT_FOUND(packageName, fileURLToPath(base), null);\n        ^\n\nError [ERR_MODULE_NOT_FOUND]: Cannot find package '@attune/train' imported from /home/ada/train.ts\n    at Object.getPackageJSONURL (node:internal/modules/package_json_reader:316:9) {\n  code: 'ERR_MODULE_NOT_FOUND'\n}\n\nNode.js v26.0.0",
  ],
  [
    'a module that require does not find',
    'nodePackage',
    'crashed',
    "Error: Cannot find module './data.js'\nRequire stack:\n- /home/ada/train.js\n    at Module._resolveFilename (node:internal/modules/cjs/loader:1383:15) {\n  code: 'MODULE_NOT_FOUND',\n}\n\nNode.js v22.1.0",
  ],
  [
    'argparse',
    'arguments',
    'crashed',
    'usage: train.py [-h] [--lr LR]\ntrain.py: error: unrecognized arguments: --width=64',
    2,
  ],
  [
    'Hydra',
    'hydra',
    'crashed',
    "Could not override 'optimizer.lr'.\nTo append to your config use +optimizer.lr=0.1\nKey 'lr' is not in struct\n    full_key: optimizer.lr",
  ],
  ['no such command', 'notFound', 'crashed', 'trian: not found', 127],
  ['a command without permission', 'notExecutable', 'crashed', './train.sh: Permission denied', 126],
];

describe('a known message', () => {
  const rows = logs.map(([name, entry, implies, log, code = 1]) => ({ name, entry, implies, log, code }));

  it.each(rows)('of $name is explained: $entry', ({ entry, implies, log, code }) => {
    expect(explain(log, code)).toMatchObject({ implies, explanation: { key: `known.${entry}` } });
  });

  it('has a log here, whichever it is', () => {
    const entries = Object.keys(knownMessageTexts.table).map((key) => key.replace('known.', ''));
    expect(new Set(logs.map(([, entry]) => entry))).toEqual(new Set(entries));
  });
});

describe('what a log says before its error', () => {
  it.each([
    ['a loss that was skipped', `WARNING: loss is nan at step 3, skipping\n${traceback("KeyError: 'lr'")}`],
    ['a path that holds inf', `outputs are in /data/inf\n${traceback('ValueError: width 17 is odd')}`],
    ['a path in the error', traceback('FileNotFoundError: outputs are in /data/inf, which is gone')],
    [
      'a value that was reported',
      `value is inf\n${traceback('ConnectionResetError: [Errno 104] Connection reset by peer')}`,
    ],
    [
      'a batch that was made smaller',
      `CUDA out of memory at batch size 512, retrying with 256\n${traceback("KeyError: 'valid'")}`,
    ],
    ['memory that was lacking', `MemoryError: cache dropped\n${traceback('ZeroDivisionError: division by zero')}`],
    ['a warning as the last line', 'epoch 3\nWARNING: loss is nan at step 3, skipping'],
    ['a warning of Python as the last line', 'train.py:3: RuntimeWarning: loss is nan'],
    ['another resource', 'RESOURCE_EXHAUSTED: grpc quota'],
    ['the size of a message', traceback('grpc.RpcError: RESOURCE_EXHAUSTED: Received message larger than max')],
  ])('implies no state: %s', (_, log) => {
    expect(explain(log, 1)?.implies ?? 'crashed').toBe('crashed');
  });

  it('still explains a crash that it led to', () => {
    const log = `OSError: [Errno 28] No space left on device\n${traceback('RuntimeError: saving failed')}`;
    expect(explain(log, 1)?.explanation).toEqual(knownMessageTexts.diskFull());
  });
});

describe('the last words', () => {
  it.each([
    ['the error', `${traceback("KeyError: 'lr'")}\nwandb: run finished`, "KeyError: 'lr'"],
    [
      'the statement of a bare assertion',
      traceback('    assert x > 0', 'AssertionError'),
      'AssertionError: assert x > 0',
    ],
    ['a bare assertion by itself', 'AssertionError', 'AssertionError'],
    [
      'the error under a launcher',
      `ValueError: odd\nsubprocess.CalledProcessError: Command '['python']' returned non-zero exit status 1.`,
      'ValueError: odd',
    ],
    [
      'the launcher, where it alone speaks',
      `subprocess.CalledProcessError: Command '['python']' returned non-zero exit status 1.`,
      `subprocess.CalledProcessError: Command '['python']' returned non-zero exit status 1.`,
    ],
    ['the last line, where no error is named', 'one\ntwo\n\n', 'two'],
    ['nothing', '\n', ''],
  ])('are %s', (_, log, words) => {
    expect(lastWords(log)).toBe(words);
  });
});

describe('both streams as one log', () => {
  const error = traceback("KeyError: 'lr'");
  const warning = 'WARNING: CUDA out of memory, retrying with 256';

  it.each([
    ['stderr alone names it', warning, error],
    ['stdout alone names it', error, warning],
    ['both name one', 'ValueError: caught and printed', error],
  ])('ends with the error and what followed it, where %s', (_, stdout, stderr) => {
    const log = joinTails(stdout, stderr);
    expect(lastWords(log)).toBe("KeyError: 'lr'");
    expect(explain(log, 1)).toBeUndefined();
  });

  it('ends with stderr where neither names an error', () => {
    expect(lastWords(joinTails('epoch 3', 'stopped'))).toBe('stopped');
    expect(lastWords(joinTails('epoch 3', ''))).toBe('epoch 3');
  });
});
