/** One thing that `portcullis doctor` looks at, and what it found. */
export type CheckStatus = 'ok' | 'warning' | 'fail' | 'skipped';

export interface Check {
  /** `policy.load`, `probe.rules`. */
  readonly id: string;
  readonly status: CheckStatus;
  /** One line for people. */
  readonly summary: string;
  readonly details: readonly string[];
  /** What to do, where something is to be done. */
  readonly remediation?: string;
}

const ORDER: readonly CheckStatus[] = ['skipped', 'ok', 'warning', 'fail'];

/** The worst of several; `ok` where there is nothing to look at. */
export function worstStatus(checks: readonly { readonly status: CheckStatus }[]): CheckStatus {
  return checks.reduce<CheckStatus>((worst, { status }) => (ORDER.indexOf(status) > ORDER.indexOf(worst) ? status : worst), 'ok');
}
