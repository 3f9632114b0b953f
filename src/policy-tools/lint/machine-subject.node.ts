/** The policy of a machine as something to lint, with the files it lies in. */
import { diskFiles } from '../../config/index.node.ts';
import { type PolicyFiles, type PolicySnapshot, resolveSettings } from '../../config/index.ts';
import type { LintedFile, LintedRules, LintSubject } from './subject.ts';

export async function lintSubjectOf(snapshot: PolicySnapshot, today: string, files: PolicyFiles = diskFiles): Promise<LintSubject> {
  const { requirements, config, trust, layers } = snapshot;
  const required: LintedRules = {
    type: 'requirements',
    rules: { prefixRules: requirements?.rules ?? [], networkRules: [], hostExecutables: [] },
  };
  return {
    rules: [...snapshot.rules, required],
    requirements,
    config,
    settings: requirements ? resolveSettings({ config, requirements, trust }).value : null,
    layers,
    files: await findPolicyFiles(snapshot, files),
    today,
  };
}

/** Layers that only an administrator may change. */
const MANAGED: ReadonlySet<string> = new Set(['system', 'legacy-file', 'cloud']);

/** Every file and folder of a layer that is there, and the folders they lie in. */
async function findPolicyFiles({ layers }: PolicySnapshot, files: PolicyFiles): Promise<readonly LintedFile[]> {
  const managed = new Map<string, boolean>();
  for (const { path, type, state } of layers) {
    if (state === 'absent') continue;
    const isManaged = MANAGED.has(type);
    for (const each of [path, ...(isManaged ? [path.replace(/[/\\][^/\\]+$/, '')] : [])]) managed.set(each, isManaged);
  }
  const found = [...managed].map(async ([path, isManaged]): Promise<LintedFile[]> => {
    const stamp = await files.stamp(path);
    return stamp ? [{ path, managed: isManaged, stamp, link: await files.isLink(path) }] : [];
  });
  return (await Promise.all(found)).flat();
}
