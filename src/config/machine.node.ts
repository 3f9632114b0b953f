/** The machine we run on: its places, its file system, what device management forces, its name. */
import { homedir } from 'node:os';
import { delimiter } from 'node:path';
import { loadHostname } from './hostname.node.ts';
import type { SourceFlags } from './machine-sources.node.ts';
import { type Platform, placesOf } from './places.node.ts';
import { diskFiles } from './policy-files.node.ts';
import { createPolicyLoader, type PolicyLoader, type PolicyLoaderOptions } from './policy-loader.node.ts';
import { macPreferences, noPreferences } from './preferences.node.ts';
import type { SourceContext } from './source-reader.node.ts';

export const NO_FLAGS: SourceFlags = { config: [], requirements: [], configProfile: null };

/** SECURITY: the folders of the administrator do not depend on the environment; the user's do, and can only add to them. */
export function thisMachine(): SourceContext {
  const platform: Platform = process.platform === 'win32' || process.platform === 'darwin' ? process.platform : 'linux';
  const preferences = platform === 'darwin' ? macPreferences(diskFiles) : noPreferences;
  return { platform, places: placesOf({ platform, home: homedir(), env: process.env }), files: diskFiles, preferences };
}

/** Paths of further requirements that the environment names; like those of flags they can only tighten. */
function requirementsOfEnvironment(): readonly string[] {
  return (process.env.PORTCULLIS_REQUIREMENTS ?? '').split(delimiter).filter((path) => path !== '');
}

/** A loader of the policy that holds on this machine for a working folder. */
export function createMachineLoader(
  options: Pick<PolicyLoaderOptions, 'profile' | 'cwd' | 'flags'> & Partial<PolicyLoaderOptions>,
): PolicyLoader {
  const requirements = [...options.flags.requirements, ...requirementsOfEnvironment()];
  return createPolicyLoader({ context: thisMachine(), hostname: loadHostname, ...options, flags: { ...options.flags, requirements } });
}
