/**
 * What the caller's situation says about an invocation that no rule covers, and about prompts that nobody may answer.
 *
 * INVARIANT: a prompt becomes forbidden where nobody may be asked; nothing here turns a prompt into an allow (reference: design of the
 * ladder; the matrix is Codex's, reference codex-semantics §2.3).
 */
import type { Decision } from '../base/index.ts';
import type { ApprovalPolicy, SandboxMode } from '../config/index.ts';

export interface EffectiveSettings {
  readonly approvalPolicy: ApprovalPolicy;
  readonly sandboxMode: SandboxMode;
  /** Whether the caller really runs commands in that sandbox. */
  readonly enforcement: 'none' | 'sandbox';
  /** False while a lower layer is broken: then nothing is allowed by the sandbox alone. */
  readonly defaultAllow: boolean;
  /** Whether a rule may take a command out of the sandbox. */
  readonly mayLift: boolean;
}

/** Who caused a prompt: granular policies switch the two kinds off separately. */
export type PromptCause = 'rule' | 'finding';

/** A prompt under an approval policy: itself, or forbidden where it cannot be shown. */
export function promptUnder({ approvalPolicy }: EffectiveSettings, cause: PromptCause): Decision {
  if (approvalPolicy === 'never') return 'forbidden';
  if (typeof approvalPolicy === 'string') return 'prompt';
  const shown = cause === 'rule' ? approvalPolicy.granular.rules : approvalPolicy.granular.sandbox_approval;
  return shown ? 'prompt' : 'forbidden';
}

/** What becomes of an invocation that nothing covers. */
export function uncoveredUnder(settings: EffectiveSettings): Decision {
  const { approvalPolicy, enforcement, defaultAllow } = settings;
  if (enforcement === 'none' || !defaultAllow || approvalPolicy === 'untrusted') return promptUnder(settings, 'finding');
  return 'allow';
}
