/** What is known of a training script's flags. */

/** Which library printed the help; it decides how values are handed over. */
export type HelpStyle = 'argparse' | 'tyro' | 'click' | 'hydra' | 'unknown';

export interface ScriptHelp {
  readonly style: HelpStyle;
  readonly flags: readonly ScriptFlag[];
}

/** One flag, as far as the help tells. */
export interface ScriptFlag {
  /** As typed: `--batch-size`; a Hydra key (`model.dropout`) as it is. */
  readonly flag: string;
  /** Without hyphens in front: the name under which Attune hands a value over. */
  readonly name: string;
  /** Other spellings. */
  readonly aliases: readonly string[];
  readonly type?: FlagType;
  readonly default?: number | string | boolean;
  readonly choices?: readonly string[];
  readonly required: boolean;
  /** `switch`: given or not; `pair`: `--x` and `--no-x`; `value`: takes one. */
  readonly form: 'value' | 'switch' | 'pair';
  /** Of a pair: the flag that switches it off, `--no-x`. */
  readonly negation?: string;
  readonly help: string;
}

export type FlagType = 'integer' | 'number' | 'text' | 'boolean' | 'list';
