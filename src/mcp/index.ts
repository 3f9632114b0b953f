export {
  type ClientConfig,
  type ClientServer,
  type ConfigDocument,
  MCP_CLIENTS,
  type McpClient,
  readClientConfig,
} from './client-config.ts';
export { decideMcp, evaluateMcp, type McpEvaluation, type McpFinding, type McpRequest, type ToolAnnotations } from './evaluate.ts';
export { hasVariable, type IdentityPattern, type ServerIdentity, textsOf } from './identity.ts';
export { isJsonObject, type JsonDocument, type ParsedJson, parseJsonDocument } from './json-document.ts';
export {
  digestIdentity,
  digestSettings,
  digestTool,
  formatLock,
  type LockedServer,
  type McpLock,
  NO_SETTINGS,
  parseLock,
  type ServerSettings,
  type ToolDefinition,
} from './lock.ts';
export { compareLock, type LockDifference, lockServers, type ObservedServer, readToolListing } from './lock-check.ts';
export { type CompiledMcp, compileMcpPolicy, type McpPolicy, needsRegex } from './policy.ts';
export { loadRegexEngine, type RegexEngine } from './regex-engine.ts';
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
export type { ValueMatcher } from './value-matcher.ts';
