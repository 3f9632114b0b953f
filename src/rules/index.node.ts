export { type LoadedRulesFiles, loadRulesFiles } from './rules-folder.node.ts';
