/** A script's flags as a document: what `script-help` returns and `init` takes. */
import Type, { type Static } from 'typebox';

const flagSchema = Type.Object({
  flag: Type.String(),
  name: Type.String(),
  aliases: Type.Array(Type.String()),
  type: Type.Optional(
    Type.Union([
      Type.Literal('integer'),
      Type.Literal('number'),
      Type.Literal('text'),
      Type.Literal('boolean'),
      Type.Literal('list'),
    ]),
  ),
  default: Type.Optional(Type.Union([Type.Number(), Type.String(), Type.Boolean()])),
  choices: Type.Optional(Type.Array(Type.String())),
  required: Type.Boolean(),
  form: Type.Union([Type.Literal('value'), Type.Literal('switch'), Type.Literal('pair')]),
  negation: Type.Optional(Type.String()),
  help: Type.String(),
});

/** What `init` takes over from a script's help. */
export const scriptHelpSchema = Type.Object({
  style: Type.Union([
    Type.Literal('argparse'),
    Type.Literal('tyro'),
    Type.Literal('click'),
    Type.Literal('hydra'),
    Type.Literal('unknown'),
  ]),
  flags: Type.Array(flagSchema),
});

export type ScriptHelpDocument = Static<typeof scriptHelpSchema>;
