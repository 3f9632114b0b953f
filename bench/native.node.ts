/** The floor: the same core as native code, and what SIMD and the crossing from JavaScript cost or give. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spreadOf } from '../src/policy-tools/bench/timing.ts';
import { createCore } from '../src/shell/index.ts';
import { compileInto, decisionOf, featuresIn } from './core-decision.ts';
import { CLASSES, rulesOf, textsOf } from './fixtures.ts';
import { buildNative, buildScalar, coreOfModule, type NativeCore, nativeCore } from './native-core.node.ts';
import { compete, type Effort, NOTHING, over, type Result, type Row, ratiosTo } from './scenario.ts';

const RULES = 1_000;
/** The native program is asked in turn with us, in so many goes. */
const GOES = 3;

export async function benchNative(effort: Effort): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-bench-'));
  try {
    const scalar = buildScalar(effort.root, folder);
    if (typeof scalar === 'string') return { ...NOTHING, skipped: [scalar] };
    const fault = buildNative(effort.root, folder);
    return fault === null ? await timesOf(effort, folder, scalar) : { ...NOTHING, skipped: [fault] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function timesOf({ timing }: Effort, folder: string, module: Uint8Array): Promise<Result> {
  const rules = rulesOf(RULES);
  const scalar = coreOfModule(module);
  const simd = createCore('wasm');
  for (const core of [scalar, simd]) compileInto(core, rules);
  const native = nativeCore(folder, scalar);
  const decideSimd = decisionOf(simd);
  const decideScalar = decisionOf(scalar);
  const rows: Row[] = [];
  for (const name of CLASSES) {
    const texts = textsOf(name);
    checkAgreement(texts, native, (text) => [decideSimd(text), featuresIn(simd)]);
    const nativeTimes: number[] = [];
    const goes: Row[][] = [];
    for (let go = 0; go < GOES; go++) {
      nativeTimes.push(...native.time(texts, timing.rounds, timing.roundMs));
      goes.push(
        await compete(
          name,
          texts.length,
          [
            { name: 'wasm', run: over(texts, decideSimd), note: 'the text copied from JavaScript included' },
            { name: 'wasm without SIMD', run: over(texts, decideScalar), note: 'the module that the native code is made of' },
          ],
          timing,
        ),
      );
    }
    rows.push(...(goes.sort((a, b) => (a[0]?.time.median ?? 0) - (b[0]?.time.median ?? 0))[GOES >> 1] ?? []));
    rows.push({ of: name, name: 'native', time: spreadOf(nativeTimes), note: 'wasm2c and gcc -O3, the text copied by memcpy' });
  }
  return { rows, measures: ratiosTo(rows, 'native'), skipped: [] };
}

function checkAgreement(texts: readonly string[], native: NativeCore, ours: (text: string) => number[]): void {
  const answers = native.check(texts);
  for (const [i, text] of texts.entries())
    if (ours(text).some((each, k) => each !== answers[2 * i + k])) throw new Error(`native and wasm differ on ${JSON.stringify(text)}`);
}
