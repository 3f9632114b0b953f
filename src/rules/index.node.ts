export { amendFile } from './amend-file.node.ts';
export { type LoadedRulesFiles, loadRulesFiles } from './rules-folder.node.ts';
