/** What a hyperparameter is, in the field's terms; the one place that guesses it from a name, and its natural limits. */

/** `other` says that it is none of these, where its name would suggest one. */
export const meanings = [
  'learning-rate',
  'batch-size',
  'optimizer',
  'momentum',
  'beta1',
  'beta2',
  'epsilon',
  'weight-decay',
  'dropout',
  'label-smoothing',
  'warmup-steps',
  'schedule',
  'decay-steps',
  'clip-norm',
  'width',
  'depth',
  'architecture',
  'activation',
  'initialization',
  'normalization',
  'augmentation',
  'max-steps',
  'seed',
  'other',
] as const;

export type Meaning = (typeof meanings)[number];

/** The numbers that a hyperparameter can take at all, whatever is searched. Absent ends are open to infinity. */
export interface NaturalLimits {
  readonly low?: number;
  readonly high?: number;
  /** Whether `low` itself is possible. */
  readonly lowIncluded: boolean;
  readonly highIncluded: boolean;
  readonly integer: boolean;
}

export function isMeaning(value: unknown): value is Meaning {
  return meanings.some((meaning) => meaning === value);
}

/** The meaning that a name suggests, by its last dotted part; undefined where it suggests none. */
export function guessMeaning(name: string): Meaning | undefined {
  const plain = plainName(name);
  return guesses.find(({ pattern, except }) => pattern.test(plain) && except?.test(plain) !== true)?.meaning;
}

/** Whether a name looks like the length of training (`epochs`, `total_timesteps`) without being `max_steps` itself. */
export function resemblesMaxSteps(name: string): boolean {
  const plain = plainName(name);
  return (
    plain !== 'max_steps' &&
    /^((max|total|num|n|train|training)_?)*((time_?)?steps|epochs?|iter|iters|iterations|updates?)$/.test(plain)
  );
}

/** The natural limits of a meaning; without a meaning, or for one that is not a number, there are none. */
export function naturalLimits(meaning: Meaning | undefined): NaturalLimits {
  switch (meaning) {
    case 'learning-rate':
      return { low: 0, lowIncluded: false, highIncluded: false, integer: false };
    case 'momentum':
    case 'beta1':
    case 'beta2':
    case 'dropout':
    case 'label-smoothing':
      return { low: 0, high: 1, lowIncluded: true, highIncluded: false, integer: false };
    case 'epsilon':
    case 'weight-decay':
    case 'clip-norm':
      return { low: 0, lowIncluded: true, highIncluded: false, integer: false };
    case 'batch-size':
    case 'width':
    case 'max-steps':
      return { low: 1, lowIncluded: true, highIncluded: false, integer: true };
    case 'warmup-steps':
    case 'decay-steps':
    case 'depth':
    case 'seed':
      return { low: 0, lowIncluded: true, highIncluded: false, integer: true };
    case 'optimizer':
    case 'schedule':
    case 'architecture':
    case 'activation':
    case 'initialization':
    case 'normalization':
    case 'augmentation':
    case 'other':
    case undefined:
      return { lowIncluded: false, highIncluded: false, integer: false };
  }
}

/** Lower case, words joined by `_`: `model.learningRate` and `model.learning-rate` are both `learning_rate`. */
function plainName(name: string): string {
  const last = name.slice(name.lastIndexOf('.') + 1);
  return last
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/-/g, '_');
}

interface Guess {
  readonly meaning: Meaning;
  readonly pattern: RegExp;
  readonly except?: RegExp;
}

/** First match wins. A wrong guess costs its user a false refusal, so each pattern is kept narrow. */
const guesses: readonly Guess[] = [
  { meaning: 'max-steps', pattern: /^max_steps$/ },
  // The final rate of a schedule may be 0, so it is not meant here.
  { meaning: 'learning-rate', pattern: /(^|_)(lr0?|learning_?rate)$/, except: /(^|_)(min|final|end)_/ },
  { meaning: 'batch-size', pattern: /(^|_)(batch_?size|bs)$/, except: /(^|_)(eval|valid|validation|val|test)_/ },
  { meaning: 'optimizer', pattern: /^(optim|optimi[sz]er|optimi[sz]er_(name|type))$/ },
  { meaning: 'momentum', pattern: /^((sgd|nesterov|optimi[sz]er)_)?momentum$/ },
  { meaning: 'beta1', pattern: /^((adam|optimi[sz]er)_)?beta_?1$/ },
  { meaning: 'beta2', pattern: /^((adam|optimi[sz]er)_)?beta_?2$/ },
  { meaning: 'epsilon', pattern: /^((adam|opt|optimi[sz]er)_)?(eps|epsilon)$/ },
  { meaning: 'weight-decay', pattern: /(^|_)(weight_?decay|wd)$/ },
  { meaning: 'dropout', pattern: /(^|_)dropout(_(rate|p|prob|probability))?$/ },
  { meaning: 'label-smoothing', pattern: /^label_smoothing(_(factor|rate))?$/ },
  { meaning: 'warmup-steps', pattern: /(^|_)warm_?up_(steps|iters|iterations|updates)$/ },
  { meaning: 'schedule', pattern: /^((lr|learning_rate)_)?(schedule|scheduler)(_(type|name))?$/ },
  { meaning: 'decay-steps', pattern: /^((lr|learning_rate)_)?decay_(steps|iters|iterations)$/ },
  {
    meaning: 'clip-norm',
    pattern: /^(clip_(grad_)?norm|(max_)?grad(ient)?_(clip_)?norm|grad(ient)?_clip(ping|_val|_norm)?|clip_grad)$/,
  },
  { meaning: 'width', pattern: /^(width|hidden_(size|dim|units)|d_model|n_embd|(num|n)_(units|hidden))$/ },
  { meaning: 'depth', pattern: /^(depth|(num|n)_(hidden_)?(layers?|blocks)|layers)$/ },
  { meaning: 'architecture', pattern: /^(architecture|arch|backbone|model(_(name|type))?)$/ },
  { meaning: 'activation', pattern: /^(activation(_(function|fn))?|nonlinearity|hidden_act|act)$/ },
  { meaning: 'initialization', pattern: /^((weight|kernel)_)?(init|initiali[sz]er|initiali[sz]ation)$/ },
  { meaning: 'normalization', pattern: /^(norm|normali[sz]ation|normali[sz]er|(batch|layer)_norm|norm_(layer|type))$/ },
  { meaning: 'augmentation', pattern: /^((data|auto)_)?(augment|augmentation|aug)$|^(mixup|cutmix|cutout)$/ },
  { meaning: 'seed', pattern: /^(random_)?seed$/ },
];
