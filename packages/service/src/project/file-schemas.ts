/** The JSON Schemas that the package publishes for the files that users write. */
import type { TSchema } from 'typebox';
import { hyperparameterSchema, projectSchema } from './project-schema.ts';
import { roundSchema } from './round-schema.ts';

/** A schema file: its name in the package, and its text. */
export interface SchemaFile {
  readonly name: string;
  readonly text: string;
}

export const projectSchemaName = 'attune-project-1.schema.json';
export const roundSchemaName = 'attune-round-1.schema.json';

/** Each schema file with its text, as `scripts/schemas.ts` writes it. */
export function fileSchemas(): readonly SchemaFile[] {
  return [
    schemaFile(projectSchemaName, 'attune.yaml', projectSchema, { hyperparameter: hyperparameterSchema }),
    schemaFile(roundSchemaName, 'An Attune round', roundSchema, {}),
  ];
}

function schemaFile(name: string, title: string, schema: TSchema, definitions: Record<string, TSchema>): SchemaFile {
  const document = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title,
    ...schema,
    ...(Object.keys(definitions).length === 0 ? {} : { $defs: definitions }),
  };
  return { name, text: `${JSON.stringify(document, null, 2)}\n` };
}
