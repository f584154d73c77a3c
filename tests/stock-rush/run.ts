// npm run rush -- --buyers 500: so many buyers at once for the last pack, the last ten and the last square metre, on
// SQLite and on PostgreSQL with two web processes. `--on postgresql` is one of them alone.
import { parseArgs } from 'node:util';
import { type Outcome, runRush, SCARCE } from './trial.ts';
import { openRush, type Provider } from './world.ts';

const { values } = parseArgs({
  options: { buyers: { type: 'string', default: '500' }, on: { type: 'string' } },
});
const buyers = Number(values.buyers);
if (!Number.isInteger(buyers) || buyers < 20) {
  console.error('Say a whole number from 20: npm run rush -- --buyers 500');
  process.exit(1);
}

const BACK_WITHIN_MS = 60_000;

const failures: string[] = [];
const providers: Provider[] = ['sqlite', 'postgresql'];
for (const provider of providers.filter((each) => each === (values.on ?? each))) {
  const world = await openRush(provider);
  try {
    for (const scarce of SCARCE) {
      const outcome = await runRush(world, scarce, buyers);
      console.log(told(provider, outcome));
      failures.push(
        ...failuresOf(outcome, Math.floor(scarce.stock / scarce.need)).map((each) => `${provider}, ${each}`),
      );
    }
  } finally {
    await world.close();
  }
}
for (const failure of failures) console.error(`✗ ${failure}`);
console.log(failures.length === 0 ? '✓ nothing was ever sold twice, and everything adds up' : '');
process.exit(failures.length === 0 ? 0 : 1);

function told(provider: Provider, outcome: Outcome): string {
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
  return [
    `${provider}: ${outcome.buyers} buyers for ${outcome.name}`,
    `  ${outcome.got} got it in ${seconds(outcome.rushMs)} (p95 ${seconds(outcome.p95Ms)}), ${outcome.gotAgain} more once it was given back; ${outcome.refused} times sold out`,
    `  looked ${outcome.looks} times: at most ${outcome.mostTaken} of ${outcome.stock} sold or held`,
    `  back on the shelf ${seconds(outcome.backAfterMs)} after the gateway said expired, without a webhook; ${outcome.paid} paid; sums ${outcome.sumsAgree ? 'agree' : 'DIFFER'}`,
  ].join('\n');
}

function failuresOf(outcome: Outcome, most: number): string[] {
  const { name, got, gotAgain, paid, mostTaken, stock, odd, backAfterMs } = outcome;
  const leaves = Math.ceil(got / 2);
  return [
    ...(got === most ? [] : [`${name}: ${got} got it, not ${most}`]),
    ...(gotAgain === leaves ? [] : [`${name}: ${gotAgain} got what ${leaves} gave back`]),
    ...(mostTaken <= stock ? [] : [`${name}: ${mostTaken} of ${stock} sold or held`]),
    ...(paid === got - leaves + gotAgain ? [] : [`${name}: ${paid} paid of ${got - leaves + gotAgain}`]),
    ...(odd.length === 0 ? [] : [`${name}: odd answers ${odd.join(' ')}`]),
    ...(backAfterMs <= BACK_WITHIN_MS ? [] : [`${name}: back on the shelf only after ${backAfterMs} ms`]),
    ...(outcome.sumsAgree ? [] : [`${name}: levels are not the sums of their movements`]),
  ];
}
