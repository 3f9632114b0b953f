/** The answers of both profiles for people: side by side, then why they differ. */
import type { Decision } from '../base/index.ts';
import type { Comparison } from '../engine/index.ts';
import type { Paint } from './paint.ts';
import { visible } from './visible.ts';

const NAME_WIDTH = 'portcullis  '.length;
const DECISION_WIDTH = 'forbidden  '.length;

/** Both decisions with their reasons, and a line for each difference. */
export function formatComparison({ strict, codex, stricter, differences }: Comparison, paint: Paint): string {
  const row = (name: string, decision: Decision, reason: string): string =>
    `${name.padEnd(NAME_WIDTH)}${paint(decision, decision)}${' '.repeat(DECISION_WIDTH - decision.length)}${paint('strong', visible(reason))}`;
  return [
    row('portcullis', strict.decision, strict.reason),
    row('codex', codex.decision, codex.reason ?? place(codex)),
    '',
    stricter === null ? 'both decide the same' : `${stricter === 'strict' ? 'portcullis' : 'codex'} is stricter:`,
    ...differences.map(({ message }) => `- ${visible(message)}`),
  ].join('\n');
}

/** Where Codex runs what it allows; it says nothing about a prompt that no rule asks for. */
function place({ decision, sandboxed }: Comparison['codex']): string {
  if (decision !== 'allow') return 'no rule decides';
  return sandboxed ? 'runs in the sandbox' : 'runs outside the sandbox';
}
