/** What `portcullis doctor` and `hook status` say about the daemon that answers hooks: is it there, and may hooks start it? */
import { homedir } from 'node:os';
import { VERSION } from '../../base/index.ts';
import { daemonFilePath, isRunning, placesPolicy, readDaemonFile } from '../../config/index.node.ts';
import { formatOrigin, warmDaemonSetting } from '../../config/index.ts';
import { machinePolicySource } from '../../engine/index.node.ts';
import type { Check } from '../../policy-tools/index.node.ts';

export async function checkWarmDaemon(): Promise<Check> {
  const { snapshot } = await machinePolicySource(homedir()).load();
  return { id: 'hooks.daemon', details: [], ...stateOf(snapshot === null ? null : warmDaemonSetting(snapshot)) };
}

function stateOf(setting: ReturnType<typeof warmDaemonSetting> | null): Pick<Check, 'status' | 'summary'> {
  const found = readDaemonFile(daemonFilePath());
  if (placesPolicy())
    return { status: 'skipped', summary: 'no daemon is asked by hooks: variables name another policy than its own may be' };
  if (found !== null && isRunning(found)) return runningState(found);
  if (setting?.value)
    return { status: 'skipped', summary: 'no daemon runs that answers hooks; the next call of an installed hook starts it' };
  const by = setting === null ? '' : ` by ${formatOrigin(setting.origin)}`;
  return { status: 'skipped', summary: `no daemon runs that answers hooks, and hooks may start none: switched off${by}` };
}

function runningState({ version, processId }: NonNullable<ReturnType<typeof readDaemonFile>>): Pick<Check, 'status' | 'summary'> {
  if (version === VERSION) return { status: 'ok', summary: `a daemon answers hooks (process ${processId})` };
  return { status: 'skipped', summary: `the daemon that runs is of version ${version}, so hooks do not ask it (process ${processId})` };
}
