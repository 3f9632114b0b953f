/** What `config` offers to callers on Node: finding and loading the policy of a machine. */
export { isAdministrators } from './cloud-bundles.node.ts';
export {
  type DaemonFile,
  daemonFilePath,
  isPrivate,
  isRunning,
  PLACING,
  placesPolicy,
  readDaemonFile,
  startTimeOf,
} from './daemon-file.node.ts';
export { loadHostname } from './hostname.node.ts';
export { createMachineLoader, NO_FLAGS, thisMachine } from './machine.node.ts';
export { findProjectSources, type ProjectSources, type SourceFlags } from './machine-sources.node.ts';
export {
  bellPath,
  formatAnswer,
  formatLetter,
  isLetterName,
  type Letter,
  type LetterAnswer,
  letterName,
  readAnswer,
  readLetter,
} from './mailbox.node.ts';
export {
  cacheFolder,
  type Environment,
  homeFolder,
  type MachinePlaces,
  type Platform,
  pathsOf,
  placesOf,
  privateFolder,
} from './places.node.ts';
export { diskFiles } from './policy-files.node.ts';
export { createPolicyLoader, type PolicyLoader, type PolicyLoaderOptions } from './policy-loader.node.ts';
export { type ManagedPreferences, macPreferences, noPreferences } from './preferences.node.ts';
export { findProject, trustOf } from './project.node.ts';
export { contentOf } from './project-layer.node.ts';
export type { SourceContext } from './source-reader.node.ts';
export { forgetTrust, loadTrust, saveTrust, trustPath } from './trust-store.node.ts';
