/** Where the results come from, and how to have the best again. */
import type { ReportContext } from '../context.ts';
import { isoTime } from '../document.ts';
import { valueText } from '../columns.ts';
import { sentence } from '../sentence.ts';
import { reportTexts } from '../texts.ts';
import { markup, type Markup } from './markup.ts';

export function reproduceMarkup(command: string | null): Markup | undefined {
  if (command === null) return undefined;
  return markup`<section id="reproduce">
    <h2>${reportTexts.reproduce().text}</h2>
    <pre><code>${command}</code></pre>
  </section>`;
}

export function caveatsMarkup({ caveats }: ReportContext): Markup | undefined {
  if (caveats.length === 0) return undefined;
  const items = caveats.map(({ hyperparameter, value }) =>
    reportTexts.caveat({ hyperparameter, value: valueText(value) }),
  );
  return markup`<h3>${reportTexts.caveats().text}</h3>
    <ul>
      ${items.map(({ text }) => markup`<li>${text}</li>`)}
    </ul>`;
}

export function provenanceMarkup(context: ReportContext, steps: string): Markup {
  const { command, commit, seed, file, hash, startedAt, endedAt, versions } = context.provenance;
  const entries: readonly (readonly [string, string | Markup | null])[] = [
    [reportTexts.provenanceCommand().text, command === null ? null : markup`<code>${command}</code>`],
    [reportTexts.provenanceSteps().text, steps],
    [reportTexts.provenanceCommit().text, commit === null ? null : commitText(commit)],
    [reportTexts.provenanceFile().text, file],
    [reportTexts.provenanceHash().text, hash === null ? null : markup`<code>${hash}</code>`],
    [reportTexts.provenanceSeed().text, seed === null ? null : String(seed)],
    [reportTexts.provenanceStarted().text, startedAt === null ? null : timeMarkup(startedAt)],
    [reportTexts.provenanceEnded().text, endedAt === null ? null : timeMarkup(endedAt)],
    [reportTexts.provenanceGenerated().text, timeMarkup(context.generatedAt)],
    [reportTexts.provenanceVersions().text, versionsText(versions)],
  ];
  return markup`<dl class="numbers">
    ${entries.map(([name, value]) =>
      value === null
        ? undefined
        : markup`<dt>${name}</dt>
            <dd>${value}</dd>`,
    )}
  </dl>
    ${remarksMarkup(context)}`;
}

function remarksMarkup({ remarks = [] }: ReportContext): Markup | undefined {
  if (remarks.length === 0) return undefined;
  return markup`<h3>${reportTexts.remarks().text}</h3>
    <ul>
      ${remarks.map((remark) => markup`<li>${sentence(remark)}</li>`)}
    </ul>`;
}

function commitText({ hash, dirty }: { readonly hash: string; readonly dirty: boolean }): string {
  return dirty ? reportTexts.commitDirty({ commit: hash }).text : hash;
}

function timeMarkup(milliseconds: number): Markup {
  const iso = isoTime(milliseconds);
  return markup`<time datetime="${iso}">${iso.slice(0, 19).replace('T', ' ')} UTC</time>`;
}

function versionsText(versions: Readonly<Record<string, string>>): string | null {
  const texts = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return texts.length === 0 ? null : texts.join(', ');
}
