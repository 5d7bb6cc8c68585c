import { mkdtempSync, mkdirSync, writeFileSync } from 'node:fs';
import { mistakeGroups } from '/work/main/packages/service/test/mistakes/index.ts';
import {
  makeMistake,
  writeSample,
  attune,
  copyFolder,
} from '/work/main/packages/service/test/mistakes/make-mistake.ts';
const only = process.argv[2];
const scratch = mkdtempSync('/tmp/attune-x-');
const ran = scratch + '/ran';
writeSample(ran);
console.log((await attune(['run'], ran)).status);
let n = 0;
const results: unknown[] = [];
for (const g of mistakeGroups) {
  if (only && !g.title.includes(only)) continue;
  console.log('\n######## ' + g.title);
  for (const m of g.mistakes) {
    const folder = `${scratch}/${n++}`;
    if (m.afterRun) copyFolder(ran, folder);
    else {
      mkdirSync(folder);
      writeSample(folder);
    }
    try {
      const a = await makeMistake(m, folder);
      results.push({ did: m.did, ...a });
      console.log(
        `--- ${m.did}  [${m.status}${a.status === m.status ? '' : ' GOT ' + a.status}] ${a.changed.join(',')}`,
      );
      if (a.status !== m.status || (m.answer.kind === "refused" && a.changed.length)) console.log("!!!!");
      if (m.answer.kind === 'refused') console.log(a.error + (a.out ? 'OUT ' + a.out.slice(0, 300) : ''));
      else console.log('ERR ' + a.error + 'OUT ' + a.out);
    } catch (e) {
      console.log('!!! ' + m.did + ': ' + e);
    }
  }
}
writeFileSync('/tmp/explore.json', JSON.stringify(results));
process.exit();
