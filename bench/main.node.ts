/**
 * `npm run bench [NAME…]`: the figures of every bench as text, or as JSON with `--json`. Ratios are what counts: absolute times belong to
 * one machine at one moment.
 */
import { benchDecide, type DecideFigures } from './decide.ts';
import { benchHook } from './hook.node.ts';
import { benchNetwork } from './network.ts';
import { benchPolicyLoad } from './policy-load.node.ts';
import { benchRulesLoad } from './rules-load.ts';

const BENCHES: Readonly<Record<string, () => unknown>> = {
  decide: benchDecide,
  hook: benchHook,
  network: benchNetwork,
  'policy-load': benchPolicyLoad,
  'rules-load': benchRulesLoad,
};

const json = process.argv.includes('--json');
const names = process.argv.slice(2).filter((name) => !name.startsWith('-'));
const unknown = names.find((name) => !Object.hasOwn(BENCHES, name));
if (unknown !== undefined) {
  process.stderr.write(`bench: no bench \`${unknown}\`; there are ${Object.keys(BENCHES).join(', ')}\n`);
  process.exitCode = 1;
} else {
  for (const [name, run] of Object.entries(BENCHES)) {
    if (names.length > 0 && !names.includes(name)) continue;
    process.stderr.write(`${name} …\n`);
    const figures = await run();
    if (json) process.stdout.write(`${JSON.stringify({ bench: name, figures })}\n`);
    else print(name, figures);
  }
}

function print(name: string, figures: unknown): void {
  if (name === 'decide') printDecide(figures as DecideFigures);
  else console.table(Array.isArray(figures) ? figures : [figures]);
}

function printDecide({ classes, worst, ...rest }: DecideFigures): void {
  console.table(classes.map((each) => ({ ...rounded(each), evaluateOverDecide: round(each.evaluate / each.decide) })));
  console.table(worst.map(rounded));
  console.table([rounded(rest)]);
}

function rounded<T extends object>(figures: T): Record<string, unknown> {
  return Object.fromEntries(Object.entries(figures).map(([key, value]) => [key, typeof value === 'number' ? round(value) : value]));
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
