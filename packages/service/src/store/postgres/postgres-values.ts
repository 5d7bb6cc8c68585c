/** How values cross between the driver and the store: `Scalar`s on both sides. */
import { types, type CustomTypesConfig } from 'pg';

/** By the type's number in PostgreSQL's catalogue: 20 is int8, 114 json. */
const parsers: ReadonlyMap<number, (text: string) => unknown> = new Map<number, (text: string) => unknown>([
  [20, Number],
  [114, String],
]);

/** In place of the driver's own: integers are numbers (the store has none beyond 2⁵³), JSON stays text. */
export const postgresTypes: CustomTypesConfig = {
  getTypeParser: (id, format) => parsers.get(id) ?? (types.getTypeParser(id, format) as unknown),
};

/** PostgreSQL's texts cannot hold the character 0, which a note may contain: its picture, ␀, stands for it. */
export function toParameter(value: unknown): unknown {
  return typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '␀') : value;
}
