/**
 * Finds every source of policy: on the machine, of the user, from the caller, and in a project.
 *
 * (reference: codex-semantics §4.3, §5.1, §5.3; enterprise-governance for device management)
 */
import { type Diagnostic, parseToml } from '../base/index.ts';
import { findCloudBundles } from './cloud-bundles.node.ts';
import { decodePayload, type MdmKey } from './mdm.ts';
import type { ConfigLayerType, RequirementLayerType } from './origin.ts';
import { pathsOf } from './places.node.ts';
import {
  brokenText,
  type FoundFolder,
  type FoundText,
  readFolder,
  readText,
  type SourceContext,
  textOf,
  unreadable,
} from './source-reader.node.ts';

export interface Found<T> {
  readonly type: T;
  /** For people: `system requirements`. */
  readonly name: string;
  readonly text: FoundText;
}

export interface FoundRules {
  readonly type: 'system' | 'user' | 'project';
  readonly name: string;
  readonly folder: FoundFolder;
}

/** What is the same for every working folder; within a type the strongest first. */
export interface MachineSources {
  readonly requirements: readonly Found<RequirementLayerType>[];
  readonly config: readonly Found<ConfigLayerType>[];
  readonly rules: readonly FoundRules[];
}

/** What one `.codex` folder of a project holds. */
export interface ProjectSources {
  readonly folder: string;
  readonly config: FoundText;
  readonly rules: FoundFolder;
}

/** What the caller adds to what is on disk. */
export interface SourceFlags {
  /** `key=value`, the later the stronger. */
  readonly config: readonly string[];
  /** Paths of further requirements; they can only tighten. */
  readonly requirements: readonly string[];
  /** Name of a user profile, `NAME.config.toml`. */
  readonly configProfile: string | null;
}

export async function findMachineSources(context: SourceContext, flags: SourceFlags): Promise<MachineSources> {
  const [requirements, config, rules] = await Promise.all([
    findRequirements(context, flags),
    findConfig(context, flags),
    findRules(context),
  ]);
  return { requirements, config, rules };
}

async function findRequirements(context: SourceContext, flags: SourceFlags): Promise<Found<RequirementLayerType>[]> {
  const { system } = context.places;
  const bundles = await Promise.all(system.map((folder) => findCloudBundles(folder, context)));
  const cloud = bundles.flat().map((text): Found<RequirementLayerType> => ({ type: 'cloud', name: 'cloud requirements', text }));
  const own = flags.requirements.map((path) => readAs(context, 'flags' as const, 'requirements given by flag', path));
  return Promise.all([
    readManaged(context, 'mdm' as const, 'device management requirements', 'requirements_toml_base64'),
    ...cloud,
    ...system.map((folder) => readIn(context, 'system' as const, 'system requirements', folder, 'requirements.toml')),
    ...own,
  ]);
}

function findConfig(context: SourceContext, { config, configProfile }: SourceFlags): Promise<Found<ConfigLayerType>[]> {
  const { system, codexHome } = context.places;
  return Promise.all([
    readManaged(context, 'legacy-mdm' as const, 'device management configuration', 'config_toml_base64'),
    ...system.map((folder) => readIn(context, 'legacy-file' as const, 'managed configuration', folder, 'managed_config.toml')),
    ...[...config].reverse().map(readConfigFlag),
    ...(configProfile === null ? [] : [readProfile(context, configProfile)]),
    readIn(context, 'user' as const, 'user configuration', codexHome, 'config.toml'),
    ...system.map((folder) => readIn(context, 'system' as const, 'system configuration', folder, 'config.toml')),
  ]);
}

function findRules(context: SourceContext): Promise<FoundRules[]> {
  const { join } = pathsOf(context.platform);
  const read = async (type: FoundRules['type'], name: string, folder: string): Promise<FoundRules> => ({
    type,
    name,
    folder: await readFolder(join(folder, 'rules'), 'rules', context),
  });
  const { system, codexHome } = context.places;
  return Promise.all([...system.map((folder) => read('system', 'system rules', folder)), read('user', 'user rules', codexHome)]);
}

async function readAs<T>({ files }: SourceContext, type: T, name: string, path: string): Promise<Found<T>> {
  return { type, name, text: await readText(path, files) };
}

function readIn<T>(context: SourceContext, type: T, name: string, folder: string, file: string): Promise<Found<T>> {
  return readAs(context, type, name, pathsOf(context.platform).join(folder, file));
}

/** A profile that was asked for must be there. */
async function readProfile(context: SourceContext, profile: string): Promise<Found<'profile'>> {
  const name = `user profile ${profile}`;
  if (!PROFILE_NAME.test(profile))
    return { type: 'profile', name, text: brokenText(profile, [unreadable(profile, 'it is not the name of a profile')]) };
  const found = await readIn(context, 'profile' as const, name, context.places.codexHome, `${profile}.config.toml`);
  const { path, state } = found.text;
  return state === 'absent' ? { ...found, text: brokenText(path, [unreadable(path, 'there is no such profile')]) } : found;
}

/** No path, so that a profile cannot lie elsewhere. */
const PROFILE_NAME = /^[\w-]+$/;

/** What device management forces under a key. */
async function readManaged<T>({ preferences }: SourceContext, type: T, name: string, key: MdmKey): Promise<Found<T>> {
  const preference = await preferences.read(key);
  if (preference.type === 'absent') {
    return { type, name, text: { path: key, state: 'absent', text: null, digest: null, stamp: null, diagnostics: [] } };
  }
  const { source } = preference;
  if (preference.type === 'unreadable') return { type, name, text: brokenText(source, [unreadable(source, preference.reason)]) };
  const { value, diagnostics } = decodePayload(source, preference.payload);
  return { type, name, text: value === null ? brokenText(source, diagnostics) : textOf(source, value) };
}

/** `key=value` as a configuration file of one line; a value that is not TOML is taken as a string, as a shell leaves it. */
async function readConfigFlag(flag: string): Promise<Found<'flags'>> {
  const [, key, value] = /^([^=]+)=([\s\S]*)$/.exec(flag) ?? [];
  const name = 'flags';
  if (key === undefined || value === undefined) return { type: 'flags', name, text: brokenText(flag, [badFlag(flag)]) };
  const isToml = (await parseToml(flag, `value = ${value}`)).value !== null;
  return { type: 'flags', name, text: textOf(`-c ${key.trim()}`, `${key} = ${isToml ? value : JSON.stringify(value)}\n`) };
}

function badFlag(flag: string): Diagnostic {
  return {
    code: 'CF055',
    severity: 'error',
    message: `\`${flag}\` is not of the form \`key=value\``,
    help: 'write `-c sandbox_mode=read-only`',
  };
}

/** What a project's `.codex` folder holds. */
export async function findProjectSources(folder: string, context: SourceContext): Promise<ProjectSources> {
  const { join } = pathsOf(context.platform);
  const [config, rules] = await Promise.all([
    readText(join(folder, 'config.toml'), context.files),
    readFolder(join(folder, 'rules'), 'rules', context),
  ]);
  return { folder, config, rules };
}
