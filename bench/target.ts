/**
 * The targets of the project, held against the measures of one run.
 *
 * INVARIANT: a target about several classes is met only where its worst class meets it; what was not measured is never met.
 */

/** Measures of a run by `SCENARIO: NAME`. */
export type Measures = Readonly<Record<string, number>>;

export interface Target {
  readonly what: string;
  /** All of these have to hold. */
  readonly measures: readonly string[];
  readonly bound: { readonly atLeast: number } | { readonly atMost: number } | 'reported';
}

export interface TargetResult {
  readonly what: string;
  readonly bound: string;
  /** The worst of the measures; null where one is missing. */
  readonly measured: number | null;
  readonly state: 'met' | 'missed' | 'reported' | 'not measured';
}

const ALL = ['short', 'mid', 'nested', 'long'];
const each = (name: string, classes: readonly string[] = ALL): string[] => classes.map((of) => `${name}, ${of}`);

export const TARGETS: readonly Target[] = [
  { what: 'reading text against unbash, every class', measures: each('analyse: unbash / scan'), bound: { atLeast: 5 } },
  {
    what: 'reading text against web-tree-sitter and walk',
    measures: each('analyse: tree-sitter and walk / scan'),
    bound: { atLeast: 100 },
  },
  { what: '`decide`, 1,000 rules, against gemini-cli', measures: each('peers: gemini-cli / decide'), bound: { atLeast: 1_000 } },
  { what: '`decide` against cc-safety-net (it does more)', measures: each('peers: cc-safety-net / decide'), bound: { atLeast: 3_000 } },
  {
    what: '`evaluate`, effects and facts included, against both',
    measures: [...each('peers: gemini-cli / evaluate'), ...each('peers: cc-safety-net / evaluate')],
    bound: { atLeast: 100 },
  },
  { what: 'decided by the core alone, own corpus', measures: ['corpus: decided by the core alone, corpus'], bound: 'reported' },
  { what: 'decided by the core alone, real commands', measures: ['corpus: decided by the core alone, real commands'], bound: 'reported' },
  { what: '`decide` against native, short', measures: each('native: wasm / native', ['short']), bound: { atMost: 2.5 } },
  { what: '`decide` against native, mid', measures: each('native: wasm / native', ['mid']), bound: { atMost: 1.6 } },
  { what: '`decide` against native, long', measures: each('native: wasm / native', ['long']), bound: { atMost: 1.25 } },
  { what: 'lookup, 10 to 100,000 rules', measures: ['lookup: lookup 100000 / 10 rules'], bound: { atMost: 2 } },
  { what: '`decide`, 10 to 100,000 rules', measures: ['decide: decide 100000 / 10 rules'], bound: { atMost: 1.25 } },
  {
    what: 'lookup against rows by program, 100,000 rules',
    measures: ['lookup: rows by program / lookup, 100000 rules'],
    bound: { atLeast: 150 },
  },
  { what: 'arena bytes per rule, 10,000 rules', measures: ['compile: arena bytes per rule, 10000 rules'], bound: { atMost: 100 } },
  { what: 'arena bytes per rule, 100,000 rules', measures: ['compile: arena bytes per rule, 100000 rules'], bound: { atMost: 80 } },
  { what: 'compiling per rule, 10,000 against 100', measures: ['compile: compile per rule, 10000 / 100 rules'], bound: { atMost: 2 } },
  {
    what: 'compiling 10,000 rules against loading them compiled',
    measures: ['compile: compile / load, 10000 rules'],
    bound: { atLeast: 10 },
  },
  {
    what: 'worst case of 14 shapes, nanoseconds per byte at 64 KiB',
    measures: ['worst: nanoseconds per byte, a shape with a target'],
    bound: { atMost: 20 },
  },
  {
    what: 'worst case of 14 shapes, time at 64 over 16 KiB, per byte',
    measures: ['worst: time per byte, 64 / 16 KiB, a shape with a target'],
    bound: { atMost: 1.25 },
  },
  {
    what: 'worst case of all other shapes, nanoseconds per byte at 64 KiB',
    measures: ['worst: nanoseconds per byte, any other shape'],
    bound: 'reported',
  },
  { what: 'batch against single calls, short', measures: ['batch: batch / decide, short'], bound: { atMost: 0.7 } },
  { what: 'batch against single calls, mid', measures: ['batch: batch / decide, mid'], bound: { atMost: 0.9 } },
  {
    what: 'batch on all cores against one thread, of what a loop without memory gains',
    measures: ['batch: speed-up of batch / speed-up of a loop'],
    bound: { atLeast: 0.8 },
  },
  { what: 'bytes of garbage per `decide`', measures: ['compile: heap bytes per decision'], bound: { atMost: 1 } },
  { what: 'collections in a million `decide`', measures: ['compile: collections in a million decisions'], bound: { atMost: 0 } },
  { what: 'first decision of a process against an empty module', measures: ['cold: first decision / empty module'], bound: { atMost: 5 } },
  { what: 'reading text against shell-quote', measures: each('analyse: shell-quote / scan'), bound: { atLeast: 40 } },
  {
    what: 'a host among 1,000 patterns, against picomatch',
    measures: ['network: picomatch / host in the table, 1000 patterns'],
    bound: { atLeast: 500 },
  },
  {
    what: 'daemon in `--sync` mode against a C echo, one in flight',
    measures: ['daemon: --sync / C echo, one in flight, decision, repeated'],
    bound: { atMost: 2 },
  },
  {
    what: 'daemon against a C echo, one in flight',
    measures: ['daemon: stream / C echo, one in flight, decision, repeated'],
    bound: { atMost: 3 },
  },
  {
    what: 'daemon against vscode-jsonrpc, 64 in flight',
    measures: ['daemon: stream / vscode-jsonrpc, 64 in flight, decision, repeated'],
    bound: { atLeast: 15 },
  },
  {
    what: 'a hook through bash and a warm daemon against Codex, processor time',
    measures: ['hook: bash client / codex execpolicy check'],
    bound: { atMost: 0.2 },
  },
  {
    what: '`portcullis check` above empty Node, milliseconds',
    measures: ['cold: portcullis check minus empty node, milliseconds'],
    bound: { atMost: 5 },
  },
];

/** Every target with what was measured. */
export function evaluateTargets(targets: readonly Target[], measures: Measures): TargetResult[] {
  return targets.map(({ what, measures: names, bound }) => {
    const values = names.map((name) => (Object.hasOwn(measures, name) ? (measures[name] ?? Number.NaN) : Number.NaN));
    const shown = bound === 'reported' ? 'reported' : 'atLeast' in bound ? `>= ${bound.atLeast}` : `<= ${bound.atMost}`;
    if (values.length === 0 || !values.every(Number.isFinite)) return { what, bound: shown, measured: null, state: 'not measured' };
    if (bound === 'reported') return { what, bound: shown, measured: Math.min(...values), state: 'reported' };
    const measured = 'atLeast' in bound ? Math.min(...values) : Math.max(...values);
    const isMet = 'atLeast' in bound ? measured >= bound.atLeast : measured <= bound.atMost;
    return { what, bound: shown, measured, state: isMet ? 'met' : 'missed' };
  });
}
