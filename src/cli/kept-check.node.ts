/** Answers plain calls of `check` by a policy that an earlier process has loaded; bundled with the hook's own (`kept-answers.node.ts`). */
import { resolve } from 'node:path';
import { type KeptPolicy, readKeptPolicy, readKeptRules } from '../engine/index.node.ts';
import { engineOfKept } from '../hooks/index.node.ts';
import { shellOf } from '../shell/index.ts';
import { answerCommand, reasonRemark } from './check-answer.node.ts';
import { EXIT_UNDECIDED } from './exit-code.ts';
import type { PlainCheck } from './plain-check.ts';
import { shellFault } from './shell-option.ts';
import { endLine, paintFor } from './terminal.node.ts';

export interface CheckAnswer {
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: number;
}

/** Which streams lead to a terminal. */
export interface Terminals {
  readonly stdout: boolean;
  readonly stderr: boolean;
}

/** Null where no policy is kept that still holds, or there is anything to be said about it or about the call. */
export function checkKept(
  call: PlainCheck,
  terminals: Terminals,
  read: (call: PlainCheck) => KeptPolicy | null = readFor,
): CheckAnswer | null {
  if (shellFault(call.shell) !== null) return null;
  const cwd = resolve(call.cwd);
  const kept = read(call);
  if (kept === null || kept.policy.diagnostics.length > 0) return null;
  const engine = engineOfKept(kept, cwd, shellOf(call.shell));
  const request = { shell: call.shell, cwd, approvalPolicy: null, sandboxMode: null, enforcement: 'none', command: call.command } as const;
  const answer = answerCommand(engine, request, call.json, paintFor({ isTTY: terminals.stdout }));
  const remark = reasonRemark(answer, terminals.stdout && terminals.stderr);
  return {
    stdout: endLine(answer.text),
    stderr: remark === null ? '' : endLine(remark),
    exit: answer.decision === 'allow' ? 0 : EXIT_UNDECIDED,
  };
}

function readFor({ rules, cwd }: PlainCheck): KeptPolicy | null {
  return rules.length === 0 ? readKeptPolicy(resolve(cwd)) : readKeptRules(rules);
}
