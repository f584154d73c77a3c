// npm run chaos -- --buyers 1000 --seed 7: thousands of buyers, everything that goes wrong, and then the books.
import { parseArgs } from 'node:util';
import { failuresOf, slownessOf, tableOf } from './report.ts';
import { runTrial } from './trial.ts';

const { values } = parseArgs({
  options: {
    buyers: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '7' },
    kills: { type: 'string' },
  },
});
const buyers = Number(values.buyers);
const seed = Number(values.seed);
if (!Number.isInteger(buyers) || buyers < 1 || !Number.isInteger(seed)) {
  console.error('Say whole numbers: npm run chaos -- --buyers 1000 --seed 7');
  process.exit(1);
}

const crowdMs = buyers * 120;
const kills = Number(values.kills ?? Math.max(2, Math.round(buyers / 150)));
const report = await runTrial({ buyers, seed, kills, crowdMs });
console.log(tableOf(report));
const failures = [...failuresOf(report), ...slownessOf(report)];
for (const failure of failures) console.error(`✗ ${failure}`);
console.log(failures.length === 0 ? '✓ nothing lost, nothing doubled, nothing wrong' : '');
process.exit(failures.length === 0 ? 0 : 1);
