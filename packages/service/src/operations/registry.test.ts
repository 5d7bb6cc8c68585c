import { expect, it } from 'vitest';
import { operationNamed, operations, operationSchemas } from './registry.ts';

it('holds each operation once', () => {
  const names = operations.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const operation of operations) expect(operationNamed(operation.name)).toBe(operation);
  expect(operationNamed('nothing')).toBeUndefined();
});

it('has a one-line summary and a permission for each', () => {
  for (const { name, summary, permission } of operations) {
    expect(summary, name).toMatch(/^[A-Z][^\n]+[^.]$/);
    expect(['read', 'report', 'admin']).toContain(permission);
  }
});

it('publishes a schema for each result, under the name that the document carries', () => {
  for (const { name, schema } of operationSchemas()) {
    expect(schema).toMatchObject({ type: 'object', properties: { schema: { const: name } } });
  }
});
