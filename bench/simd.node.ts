/** What SIMD gives where it is used, in long quoted text and here-documents: the same core with and without it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCore } from '../src/shell/index.ts';
import { compileInto, decisionOf } from './core-decision.ts';
import { rulesOf, textsOf } from './fixtures.ts';
import { buildScalar, coreOfModule } from './native-core.node.ts';
import { compete, type Effort, NOTHING, over, type Result, type Row, ratiosTo } from './scenario.ts';

const RULES = 1_000;
const LINE = 'the value of every field is read once and kept until it changes again, as the others do\n';
const TEXT = LINE.repeat(56);

const SUBJECTS: readonly (readonly [name: string, texts: readonly string[]])[] = [
  ['short', textsOf('short')],
  ['here-document, quoted', [`kalo > README.md <<'EOF'\n${TEXT}EOF\n`]],
  ['here-document that expands', [`kalo > README.md <<EOF\n${TEXT}EOF\n`]],
  ['single quotes', [`kalo -e '${TEXT}'`]],
  ['double quotes', [`kalo -e "${TEXT}"`]],
  ['comment', [`kalo status # ${TEXT.replaceAll('\n', ' ')}`]],
];

export async function benchSimd({ root, timing }: Effort): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-bench-'));
  try {
    const scalar = buildScalar(root, folder);
    if (typeof scalar === 'string') return { ...NOTHING, skipped: [scalar] };
    const [withSimd, without] = [createCore('wasm'), coreOfModule(scalar)].map((core) => {
      compileInto(core, rulesOf(RULES));
      return decisionOf(core);
    }) as [(text: string) => number, (text: string) => number];
    const rows: Row[] = [];
    for (const [name, texts] of SUBJECTS) {
      const contenders = [
        { name: 'with SIMD', run: over(texts, withSimd) },
        { name: 'without SIMD', run: over(texts, without) },
      ];
      rows.push(...(await compete(name, texts.length, contenders, timing)));
    }
    return { rows, measures: ratiosTo(rows, 'with SIMD'), skipped: [] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
