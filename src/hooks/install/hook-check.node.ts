/** What `portcullis doctor` says about the hooks that are installed: do they answer as policy does? */
import type { Check } from '../../policy-tools/index.node.ts';
import { type HookStatus, isFaulty, type StatusContext, statusOfAll } from './status.node.ts';

export async function checkInstalledHooks(context: StatusContext): Promise<Check> {
  const found = await statusOfAll(context);
  const id = 'hooks.working';
  if (found.length === 0) return { id, status: 'skipped', summary: 'no hook is installed by `portcullis hook install`', details: [] };
  const faulty = found.filter(isFaulty);
  const details = faulty.flatMap(faultsOf);
  const summary = 'installed hooks answer a harmless and a forbidden request as they should, and fail closed';
  if (faulty.length === 0) return { id, status: 'ok', summary, details };
  return {
    id,
    status: 'fail',
    summary: `hooks of ${faulty.length} of ${found.length} configurations do not work`,
    details,
    remediation: 'see `portcullis hook status`, and install them again',
  };
}

function faultsOf({ path, events, faults }: HookStatus): readonly string[] {
  const ofEvents = (events ?? []).flatMap(({ event, failsClosed, faults: each }) => [
    ...each.map((fault) => `${event}: ${fault}`),
    ...(failsClosed ? [] : [`${event}: lets pass when it fails`]),
  ]);
  return [...faults, ...ofEvents].map((fault) => `${path}: ${fault}`);
}
