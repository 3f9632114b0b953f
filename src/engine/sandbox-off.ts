/**
 * When a command runs without the sandbox: a rule of ours says `sandbox = "off"`, and nothing in the command stands against it.
 *
 * INVARIANT: an `allow` alone never lifts the sandbox. It stays wherever a part of the command needs a rule that does not lift it, wherever
 * there is any finding (a contained one is harmless only because the sandbox refuses it), and wherever requirements rely on it.
 */
import type { Origin } from '../base/index.ts';
import type { Machine } from '../sandbox/index.ts';
import type { SandboxView } from './evaluation.ts';
import type { Finding } from './finding.ts';
import type { Step } from './step.ts';

/** Where a rule stands that allows the step and lifts the sandbox. */
export function liftingOrigin({ matches }: Pick<Step, 'matches'>): Origin | null {
  return matches.allows.find((rule) => rule.sandbox === 'off')?.origin ?? null;
}

/** The rule that takes a whole command out of the sandbox; null where it stays in. */
export function liftedBy(steps: readonly Step[], findings: readonly Finding[]): Origin | null {
  const real = steps.filter((step) => !step.guess);
  if (findings.length > 0 || real.some(({ sandbox, report }) => sandbox === 'kept' || report.findings.length > 0)) return null;
  for (const { sandbox } of real) if (typeof sandbox === 'object') return sandbox.liftedBy;
  return null;
}

/** What an answer shows of a sandbox that is lifted. */
export function liftedView(origin: Origin, { platform, cwd }: Pick<Machine, 'platform' | 'cwd'>): SandboxView {
  const root = platform === 'win32' ? `${cwd.slice(0, 2).toUpperCase()}/` : '/';
  return {
    mode: 'danger-full-access',
    origin,
    writableRoots: [{ path: root, origin }],
    protectedPaths: [],
    deniedReads: [],
    network: { access: 'full', allowedDomains: [], origin },
  };
}
