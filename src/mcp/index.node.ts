/** What `mcp` offers to callers on Node. */
export { listTools, type ToolListing } from './tool-listing.node.ts';
