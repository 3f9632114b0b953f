/** All lints in one table; each is a function from the subject to what it found. */
import type { Diagnostic } from '../../base/index.ts';
import { lintCodexSight } from './codex-lint.ts';
import { lintFiles } from './file-lint.ts';
import {
  lintEmptyRequirements,
  lintManagedFullAuto,
  lintPermittedFullAuto,
  lintRelativeReads,
  lintTeamOnly,
  lintTelemetry,
  lintWildcardHosts,
} from './requirement-lint.ts';
import { lintExpired, lintOpenAllows, lintOverlaps, lintSandboxOff, lintSilentPrompts } from './rule-lint.ts';
import type { Lint, LintSubject } from './subject.ts';

const LINTS: readonly Lint[] = [
  lintFiles,
  lintManagedFullAuto,
  lintPermittedFullAuto,
  lintTeamOnly,
  lintEmptyRequirements,
  lintRelativeReads,
  lintOpenAllows,
  lintOverlaps,
  lintExpired,
  lintSilentPrompts,
  lintSandboxOff,
  lintCodexSight,
  lintWildcardHosts,
  lintTelemetry,
];

/** Everything that is questionable about a policy that loads. */
export function lintPolicy(subject: LintSubject): readonly Diagnostic[] {
  return LINTS.flatMap((lint) => lint(subject));
}
