/** A machine in memory: files in the usual places, and a loader over them. */
import type { Profile } from '../../src/base/index.ts';
import {
  contentOf,
  createPolicyLoader,
  findProjectSources,
  type PolicyLoaderOptions,
  placesOf,
  type SourceContext,
  trustPath,
} from '../../src/config/index.node.ts';
import { digestContent, encodePayload, formatTrustRecord, type PolicySnapshot } from '../../src/config/index.ts';
import { type MemoryFile, type MemoryFiles, memoryFiles } from './memory-files.ts';

export const SYSTEM = '/etc/codex';
export const HOME = '/home/dev';
export const REPO = '/srv/repo';
export const TRUSTED = `[projects."${REPO}"]\ntrust_level = "trusted"\n`;

export interface Machine {
  readonly files: MemoryFiles;
  load(): Promise<PolicySnapshot>;
  /** Lets the user confirm what stands in a `.codex` folder. */
  trust(folder?: string): Promise<void>;
}

export interface MachineOptions {
  readonly files?: Readonly<Record<string, string | MemoryFile>>;
  readonly profile?: Profile;
  readonly hostname?: string;
  readonly cwd?: string;
  readonly flags?: Partial<PolicyLoaderOptions['flags']>;
  /** TOML texts that device management forces. */
  readonly mdm?: { readonly requirements?: string; readonly config?: string };
}

export function machine(options: MachineOptions = {}): Machine {
  const files = memoryFiles({ [`${REPO}/.git/HEAD`]: 'ref: x', ...options.files });
  const payloads = { requirements_toml_base64: options.mdm?.requirements, config_toml_base64: options.mdm?.config };
  const context: SourceContext = {
    platform: 'linux',
    places: placesOf({ platform: 'linux', home: HOME, env: {} }),
    files,
    preferences: {
      paths: [],
      read: async (key) => {
        const text = payloads[key];
        return text === undefined
          ? { type: 'absent' }
          : { type: 'value', source: key, payload: encodePayload(new TextEncoder().encode(text)) };
      },
    },
  };
  const loader = createPolicyLoader({
    profile: options.profile ?? 'strict',
    hostname: async () => options.hostname ?? null,
    cwd: options.cwd ?? REPO,
    context,
    flags: { config: [], requirements: [], configProfile: null, ...options.flags },
  });
  return {
    files,
    load: loader.load,
    trust: async (folder = `${REPO}/.codex`) => {
      const content = contentOf(await findProjectSources(folder, context));
      const record = { folder, digest: digestContent(content), trustedAt: '2026-11-20T00:00:00Z', files: content };
      files.write(trustPath(context.places.ownHome, folder), formatTrustRecord(record));
    },
  };
}
