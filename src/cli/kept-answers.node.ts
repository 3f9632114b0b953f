/** What `hook-kept.cjs` exports: answers by policy that an earlier process has loaded, without anything that reads policy. */
export { askKept } from '../hooks/index.node.ts';
export { checkKept } from './kept-check.node.ts';
