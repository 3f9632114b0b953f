/**
 * Where the policy of a process comes from, to be loaded again and again: what is configured on this machine, or files that were named.
 *
 * INVARIANT: a file that cannot be read forbids, as one that is broken does. Unchanged policy comes back as the same object.
 */
import { dirname, resolve } from 'node:path';
import { type Diagnostic, decodeSource, digestText, hasErrors, type Profile } from '../base/index.ts';
import { createMachineLoader, diskFiles, NO_FLAGS } from '../config/index.node.ts';
import type { PolicySnapshot } from '../config/index.ts';
import { type LoadedRulesFiles, loadRulesFiles } from '../rules/index.node.ts';
import { type NamedFolders, type PolicyText, readInlinePolicy } from './inline-policy.ts';
import type { Policy } from './policy.ts';
import { policyOfMachine } from './starter-policy.ts';

export interface LoadedPolicy {
  readonly policy: Policy;
  /** Of all layers; null where files were named. */
  readonly snapshot: PolicySnapshot | null;
  /** Files and folders in which a change may change the policy, whether they exist or not. */
  readonly paths: readonly string[];
}

export interface PolicySource {
  load(): Promise<LoadedPolicy>;
}

export interface MachinePolicySource extends PolicySource {
  /** What the last load looked at, with what it was; null where something may change without a trace. */
  looks(): ReadonlyMap<string, string | null> | null;
}

/** The policy of the machine for a working folder, or the built-in one where nothing is set up. */
export function machinePolicySource(cwd: string, profile: Profile = 'strict'): MachinePolicySource {
  const loader = createMachineLoader({ profile, cwd: resolve(cwd), flags: NO_FLAGS });
  let last: LoadedPolicy | null = null;
  return {
    looks: () => loader.looks(),
    load: async () => {
      const snapshot = await loader.load();
      if (last?.snapshot !== snapshot) last = { policy: policyOfMachine(snapshot), snapshot, paths: snapshot.policyPaths };
      return last;
    },
  };
}

export interface NamedFiles {
  /** Files, and folders of them. */
  readonly rules: readonly string[];
  /** Highest precedence first. */
  readonly requirements: readonly string[];
}

/** The policy of named files alone. */
export function filePolicySource({ rules, requirements }: NamedFiles, profile: Profile = 'strict'): PolicySource {
  let last: { readonly key: string; readonly loaded: LoadedPolicy } | null = null;
  const paths = [...rules, ...requirements].map((path) => resolve(path));
  return {
    load: async () => {
      const required = await Promise.all(requirements.map(readRequirements));
      const files = await loadRulesFiles(rules);
      const unread = [...required.flatMap((file) => file.diagnostics), ...files.diagnostics];
      const key = digestText(JSON.stringify([required.map(({ value }) => value), files.value, unread]));
      if (last?.key !== key) {
        const policy = await policyOfTexts(required, files, profile);
        last = { key, loaded: { policy: { ...policy, stale: hasErrors(policy.diagnostics) }, snapshot: null, paths } };
      }
      return last.loaded;
    },
  };
}

/** The policy of the texts of named files. One that could not be read forbids, as one that is broken does. */
export async function policyOfTexts(
  required: readonly ReadText[],
  { value, diagnostics }: LoadedRulesFiles,
  profile: Profile,
): Promise<Policy> {
  const unread = [...required.flatMap((file) => file.diagnostics), ...diagnostics];
  const texts = {
    requirements: required.flatMap((file) => (file.value === null ? [] : [{ name: file.source, text: file.value }])),
    rules: value.map(({ source, text }) => ({ name: source, text })),
  };
  const policy = await readInlinePolicy(texts, profile, null, foldersOf([...texts.requirements, ...texts.rules]));
  if ('severity' in policy) throw new Error(policy.message);
  return {
    ...policy,
    diagnostics: [...unread, ...policy.diagnostics],
    restriction: hasErrors(unread) ? 'forbid-all' : policy.restriction,
  };
}

/** Where files that were named lie. */
function foldersOf(files: readonly PolicyText[]): NamedFolders {
  return new Map(files.map(({ name }) => [name, dirname(resolve(name))]));
}

interface ReadText {
  readonly source: string;
  /** Null where a diagnostic says why it cannot be read. */
  readonly value: string | null;
  readonly diagnostics: readonly Diagnostic[];
}

async function readRequirements(source: string): Promise<ReadText> {
  const read = await diskFiles.readFile(source);
  if (read.type === 'file') return { source, ...decodeSource(source, read.bytes) };
  const reason = read.type === 'absent' ? 'ENOENT' : read.reason;
  const message = `\`${source}\` cannot be read: ${reason}`;
  return { source, value: null, diagnostics: [{ code: 'CF008', severity: 'error', message, help: 'check the path and its permissions' }] };
}
