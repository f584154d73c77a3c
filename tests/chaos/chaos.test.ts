// A small trial of `npm run chaos`: whatever goes wrong, the three ledgers agree in the end.
import { expect, it } from 'vitest';
import { failuresOf, tableOf } from './report.ts';
import { runTrial } from './trial.ts';

it('loses no paid order, fulfils none twice and gets no amount wrong, in the worst weather', async () => {
  const report = await runTrial({ buyers: 100, seed: 7, kills: 1, crowdMs: 10_000 });
  expect(failuresOf(report), tableOf(report)).toEqual([]);
  expect(report.kills).toBeGreaterThan(0);
}, 600_000);
