/**
 * Whether requirements rely on the sandbox, so that no rule may take a command out of it.
 *
 * INVARIANT: what requirements exclude for a session, a rule cannot grant to a single command.
 */
import type { Origin } from '../base/index.ts';
import { originOf, ownEntry, type Requirements } from './requirements.ts';

const FULL_ACCESS = 'danger-full-access';

/** The requirement that keeps every command in the sandbox; null where a rule may lift it. */
export function keptSandboxBy(requirements: Requirements | null): Origin | null {
  if (requirements === null) return null;
  const { table, deniedReads, network } = requirements;
  if (table.portcullis?.allow_sandbox_off === false) return originOf(requirements, ['portcullis', 'allow_sandbox_off']);
  if (table.allowed_sandbox_modes?.includes(FULL_ACCESS) === false) return originOf(requirements, ['allowed_sandbox_modes']);
  const profiles = table.allowed_permission_profiles;
  if (profiles && ownEntry(profiles, `:${FULL_ACCESS}`) !== true) return originOf(requirements, ['allowed_permission_profiles']);
  const [denied] = deniedReads;
  if (denied) return denied.origin;
  return network?.managed.enabled ? network.origin : null;
}
