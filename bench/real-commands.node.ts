/**
 * `real-commands FILE.jsonl`: what still prompts among real commands when every program they name is allowed and nothing is forbidden, by the
 * code that says why; and whether a rule that forbids `rm` holds for every row that starts it. docs/what-still-prompts.md explains the codes.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createEngine, type Engine, type Evaluation, type InlinePolicy, readInlinePolicy } from '../src/engine/index.ts';

interface Row {
  readonly command: string;
  readonly kind?: string;
  readonly source?: string;
  readonly shfmt?: { readonly programs?: readonly string[] } | null;
}

/** The workspace may be written, the caller enforces no sandbox and asks about everything untrusted. */
const ASKED = { sandboxMode: 'workspace-write', approvalPolicy: 'untrusted', enforcement: 'none' } as const;

const path = process.argv[2] ?? '../shared/oracle/shell/real-commands.jsonl';
if (!existsSync(path)) {
  console.error(`error: no file \`${path}\`; give one with a JSON object a line: \`command\`, \`shfmt.programs\``);
  process.exit(2);
}

const rows: readonly Row[] = readFileSync(path, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));
const named = rows.filter(({ shfmt }) => (shfmt?.programs?.length ?? 0) > 0);
const programs = [...new Set(named.flatMap(({ shfmt }) => shfmt?.programs ?? []))];
const allowAll = programs.map((name) => rule(name, 'allow')).join('\n');

const open = await engineUnder({ rules: [{ name: 'all.rules', text: `${allowAll}\n` }] });
const decisions = new Map<string, number>();
const codes = new Map<string, number>();
const examples = new Map<string, string[]>();
for (const { command } of named) {
  const answer = open.evaluate({ ...ASKED, command });
  count(decisions, answer.decision);
  if (answer.decision === 'allow') continue;
  for (const code of codesOf(answer)) {
    count(codes, code);
    const shown = examples.get(code) ?? [];
    if (shown.length < Number(process.argv[3] ?? 0)) examples.set(code, [...shown, command]);
  }
}
console.log(`${named.length} rows, ${programs.length} programs, all allowed: ${figures(decisions)}`);
for (const [code, times] of [...codes].sort(([, a], [, b]) => b - a)) {
  console.log(`  ${code} ${times}`);
  for (const example of examples.get(code) ?? []) console.log(`      ${JSON.stringify(example)}`);
}

const closed = await engineUnder({
  rules: [{ name: 'rm.rules', text: `${rule('rm', 'forbidden')}\n${allowAll.replace(rule('rm', 'allow'), '')}\n` }],
});
const removing = named.filter(({ shfmt }) => shfmt?.programs?.includes('rm'));
const missed = removing.filter(({ command }) => closed.evaluate({ ...ASKED, command }).decision !== 'forbidden');
console.log(`${removing.length} rows start \`rm\`; not forbidden under a rule that forbids it: ${missed.length}`);
for (const { command } of missed) console.log(`  ${JSON.stringify(command)}`);
if (missed.length > 0) process.exitCode = 1;

async function engineUnder(inline: InlinePolicy): Promise<Engine> {
  const policy = await readInlinePolicy(inline, 'strict', null);
  if ('severity' in policy) throw new Error(policy.message);
  return createEngine(policy, { defaults: { shell: 'bash', cwd: '/srv/repo', home: '/home/dev', platform: 'linux' } });
}

function rule(name: string, decision: string): string {
  return `prefix_rule(pattern=[${JSON.stringify(name)}], decision="${decision}")`;
}

/** Each code once; a command that no rule covers counts as `uncovered`. */
function codesOf({ findings, invocations }: Evaluation): readonly string[] {
  const found = [...findings, ...invocations.flatMap((each) => each.findings)].map(({ code }) => code as string);
  return [...new Set(found.length > 0 ? found : ['uncovered'])];
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function figures(counts: ReadonlyMap<string, number>): string {
  return [...counts].map(([key, times]) => `${key} ${times}`).join(', ');
}
