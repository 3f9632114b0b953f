/**
 * Whether hooks may start the daemon: `[portcullis] warm_daemon`, true where nobody says anything.
 *
 * INVARIANT: what requirements switch off nobody below switches on; where requirements are broken nothing is started.
 */
import { statementsOn } from './config-layer.ts';
import { withoutFile } from './origin.ts';
import { originOf } from './requirements.ts';
import type { Setting } from './settings.ts';
import type { PolicySnapshot } from './snapshot.ts';

const PATH = ['portcullis', 'warm_daemon'];

type Deciding = Pick<PolicySnapshot, 'requirements' | 'config'>;

export function warmDaemonSetting({ requirements, config }: Deciding): Setting<boolean> {
  if (requirements === null) return { value: false, origin: withoutFile('a policy that is broken'), overridden: [] };
  const said = statementsOn(config, PATH, ({ portcullis }) => portcullis?.warm_daemon);
  if (requirements.table.portcullis?.warm_daemon === false) return { value: false, origin: originOf(requirements, PATH), overridden: said };
  const [first, ...rest] = said;
  return first ? { ...first, overridden: rest } : { value: true, origin: withoutFile('built-in defaults'), overridden: [] };
}
