/** What `mcp` offers to callers on Node. */
export { listTools } from './tool-listing.node.ts';
