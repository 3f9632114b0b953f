export { type ClientConfig, type ClientServer, MCP_CLIENTS, type McpClient, readClientConfig } from './client-config.ts';
export { decideMcp, evaluateMcp, type McpFinding, type McpRequest } from './evaluate.ts';
export { hasVariable, type IdentityPattern, textsOf } from './identity.ts';
export { type JsonDocument, parseJsonDocument } from './json-document.ts';
export {
  digestIdentity,
  digestSettings,
  digestTool,
  formatLock,
  type McpLock,
  NO_SETTINGS,
  parseLock,
  type ToolDefinition,
} from './lock.ts';
export { compareLock, type LockDifference, lockServers, type ObservedServer, readToolListing } from './lock-check.ts';
export { type CompiledMcp, compileMcpPolicy, type McpPolicy, needsRegex } from './policy.ts';
export { loadRegexEngine } from './regex-engine.ts';
export {
  APPROVAL_MODES,
  type ApprovalMode,
  type ArgumentCondition,
  type ListedServer,
  type McpRequirements,
  type McpSources,
  type ToolMode,
  type ToolRule,
} from './settings.ts';
