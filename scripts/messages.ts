/**
 * Writes the one table of user-facing text, `packages/service/messages/en.json`, from every `defineTexts` in the sources;
 * with `--check` it only says whether the table is up to date. A translation is a file beside it with the same keys.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = `${root}packages/service/messages/en.json`;
const text = `${JSON.stringify(collect(), null, 2)}\n`;

if (!process.argv.includes('--check')) {
  writeFileSync(target, text);
} else if (readFileSync(target, 'utf8') !== text) {
  console.error('packages/service/messages/en.json is out of date: run `npm run messages`');
  process.exitCode = 1;
}

/** Every template by its key, in order of key. Throws where two texts share one. */
function collect(): Record<string, string> {
  const table = new Map<string, string>();
  const sources = globSync('packages/{core,service,train}/src/**/*.ts', { cwd: root });
  for (const file of sources.filter((path) => !/\.test\.ts$|\/testing\//.test(path))) {
    for (const [key, template] of textsOf(file)) {
      if (table.has(key)) throw new Error(`${file}: the text ${key} exists already`);
      table.set(key, template);
    }
  }
  return Object.fromEntries([...table].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function textsOf(file: string): readonly (readonly [key: string, template: string])[] {
  const source = ts.createSourceFile(file, readFileSync(`${root}${file}`, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: (readonly [string, string])[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText() === 'defineTexts') found.push(...entriesOf(node, file));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function entriesOf(call: ts.CallExpression, file: string): readonly (readonly [string, string])[] {
  const [prefix, table] = call.arguments;
  if (prefix === undefined || table === undefined || !ts.isObjectLiteralExpression(table)) {
    throw new Error(`${file}: defineTexts needs a prefix and a literal table`);
  }
  return table.properties.map((property) => {
    if (!ts.isPropertyAssignment(property)) throw new Error(`${file}: ${property.getText()} is no plain text`);
    const name = ts.isIdentifier(property.name) ? property.name.text : literal(property.name, file);
    return [`${literal(prefix, file)}.${name}`, literal(property.initializer, file)];
  });
}

/** A string, or strings joined by `+`. */
function literal(node: ts.Node, file: string): string {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (ts.isBinaryExpression(node)) return literal(node.left, file) + literal(node.right, file);
  throw new Error(`${file}: ${node.getText()} is no literal text`);
}
