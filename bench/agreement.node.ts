/**
 * Correctness before timing: the WebAssembly build, the JavaScript build, the native build where there is one, and a matcher that tries
 * every rule must agree on the public corpus, the test cases and as many damaged commands as are asked for. One difference is an error.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { baseName, type RuleTable } from '../src/rules/index.ts';
import { analyse, type Core, createCore } from '../src/shell/index.ts';
import { ANSWER_DECISION } from '../wasm/match.ts';
import { compileInto, decisionOf, featuresIn } from './core-decision.ts';
import type { BenchRule } from './fixtures.ts';
import { type LinearRule, linearRulesOf, strictestLinear } from './linear-matcher.ts';
import { buildNative, buildScalar, coreOfModule, type NativeCore, nativeCore } from './native-core.node.ts';
import { randomFrom } from './random.ts';
import { type Effort, NOTHING, type Result } from './scenario.ts';

const FILES = ['corpus/commands.jsonl', 'test/cases/shell/argv.jsonl', 'test/cases/shell/constructs.jsonl'];
const RULES = 300;
/** Texts that are compared in one go. */
const BATCH = 50_000;
const LONGEST = 4_000;
const PIECES = [
  ' ',
  '\n',
  ';',
  '&&',
  '|',
  '$(',
  ')',
  '`',
  '"',
  "'",
  '\\',
  '<<E\n',
  '{',
  '}',
  '>f ',
  '$x',
  '#',
  '((',
  '[[ ',
  '*',
  'é',
  '/bin/',
];

/** Every command of the files; what is damaged is made of them. */
function publicCommands(root: string): string[] {
  const lines = FILES.map((file) => join(root, file)).flatMap((path) => (existsSync(path) ? readFileSync(path, 'utf8').split('\n') : []));
  const texts = lines.filter(Boolean).map((line) => {
    const { text, command } = JSON.parse(line) as { readonly text?: string; readonly command?: string };
    return text ?? command ?? '';
  });
  return [...new Set(texts)].filter((text) => text.length <= LONGEST && !text.includes('\0'));
}

/** Rules about what commands begin with, so that many match; decisions in turn. */
function rulesAbout(core: Core, texts: readonly string[], count: number): BenchRule[] {
  const rules = new Map<string, BenchRule>();
  for (const text of texts) {
    for (const { argv } of analyse(core, text).invocations) {
      const words = argv.slice(0, 1 + (rules.size % 3)).map(({ value }) => value);
      if (words.length === 0 || words.some((word) => word === null || word === '' || word.length > 40)) continue;
      const pattern = words as string[];
      const decision = (['allow', 'prompt', 'allow', 'forbidden'] as const)[rules.size % 4] ?? 'prompt';
      if (!rules.has(pattern.join(' '))) rules.set(pattern.join(' '), { pattern, decision });
      if (rules.size === count) return [...rules.values()];
    }
  }
  return [...rules.values()];
}

/** One of the texts with one to three damages. */
export function damage(texts: readonly string[], random: (bound: number) => number): string {
  let text = texts[random(texts.length)] ?? '';
  for (let left = 1 + random(3); left > 0; left--) {
    const at = random(text.length + 1);
    const kind = random(4);
    if (kind === 0) text = text.slice(0, at) + (PIECES[random(PIECES.length)] ?? '') + text.slice(at);
    else if (kind === 1) text = text.slice(0, at) + text.slice(at + 1 + random(4));
    else if (kind === 2) text = text.slice(0, at) + (texts[random(texts.length)] ?? '').slice(0, 80);
    else text = text.slice(0, at) + text.slice(Math.max(0, at - random(12)));
  }
  // Half a character that a cut left is what every build gets to see as U+FFFD.
  return Buffer.from(text.slice(0, LONGEST)).toString();
}

/** The strictest rank that rules give any command of a text, one rule after the other. */
function linearRank(core: Core, rules: readonly LinearRule[], text: string): number {
  let rank = 0;
  for (const { argv } of analyse(core, text).invocations) {
    const words = argv.map(({ value }) => value);
    const program = words[0];
    if (program === undefined || program === null) continue;
    rank = Math.max(rank, strictestLinear(rules, words));
    const base = baseName(program, 'posix') ?? program;
    // An allow of the bare name does not cover a path by itself.
    if (base !== program) rank = Math.max(rank, aboveAllow(strictestLinear(rules, [base, ...words.slice(1)])));
  }
  return rank;
}

function aboveAllow(rank: number): number {
  return rank === 1 ? 0 : rank;
}

interface Builds {
  readonly wasm: Core;
  readonly js: Core;
  readonly reader: Core;
  readonly native: NativeCore | null;
  readonly linear: readonly LinearRule[];
}

/** Compares all builds on texts; throws at the first difference. */
function compareBuilds(texts: readonly string[], { wasm, js, reader, native, linear }: Builds): void {
  const [decideWasm, decideJs] = [decisionOf(wasm), decisionOf(js)];
  const natively = native?.check(texts);
  for (const [i, text] of texts.entries()) {
    const answers = [
      [decideWasm(text), featuresIn(wasm)],
      [decideJs(text), featuresIn(js)],
      ...(natively ? [[natively[2 * i], natively[2 * i + 1]]] : []),
    ].map((each) => each.join(' '));
    if (new Set(answers).size !== 1) throw new Error(`builds differ on ${JSON.stringify(text)}: ${answers.join(', ')}`);
    const rank = Number(answers[0]?.split(' ')[0]) & ANSWER_DECISION;
    const expected = linearRank(reader, linear, text);
    if (rank !== expected) throw new Error(`rank ${rank} where every rule in turn gives ${expected}: ${JSON.stringify(text)}`);
  }
}

/** The native build with these rules, or why there is none. */
function nativeWith(root: string, folder: string, rules: readonly BenchRule[]): NativeCore | string {
  const scalar = buildScalar(root, folder);
  if (typeof scalar === 'string') return scalar;
  const fault = buildNative(root, folder);
  if (fault !== null) return fault;
  const core = coreOfModule(scalar);
  compileInto(core, rules);
  return nativeCore(folder, core);
}

export function checkBuilds({ root, fuzzed }: Effort): Result {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-bench-'));
  try {
    const texts = publicCommands(root);
    if (texts.length === 0) throw new Error('there are no commands to compare builds on');
    const reader = createCore();
    const rules = rulesAbout(reader, texts, RULES);
    const [wasm, js] = [createCore('wasm'), createCore('js')];
    const tables: RuleTable[] = [compileInto(wasm, rules), compileInto(js, rules)];
    const native = nativeWith(root, folder, rules);
    const builds = { wasm, js, reader, native: typeof native === 'string' ? null : native, linear: linearRulesOf(rules) };
    compareBuilds(texts, builds);
    const random = randomFrom(20261121);
    for (let done = 0; done < fuzzed; done += BATCH)
      compareBuilds(
        Array.from({ length: Math.min(BATCH, fuzzed - done) }, () => damage(texts, random)),
        builds,
      );
    return {
      ...NOTHING,
      measures: { 'commands compared': texts.length, 'damaged commands compared': fuzzed, 'rules in them': tables[0]?.rules.length ?? 0 },
      skipped: typeof native === 'string' ? [`native build: ${native}`] : [],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
