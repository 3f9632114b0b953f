/**
 * What layers of policy may say about MCP servers and their tools, as plain data: the input of `compileMcpPolicy`
 * (reference: codex-semantics §8; `[mcp_servers]`, `[plugins]` and `[apps]` of requirements, tool rules of ours).
 */
import type { Decision, Origin, Profile } from '../base/index.ts';
import type { IdentityPattern } from './identity.ts';
import type { McpLock } from './lock.ts';
import type { RegexEngine } from './regex-engine.ts';
import type { ValueMatcher } from './value-matcher.ts';

export interface ListedServer {
  readonly identity: IdentityPattern;
  readonly origin: Origin;
}

/** The allow list; an empty one disables every server. */
export interface McpRequirements {
  readonly servers: ReadonlyMap<string, ListedServer>;
  /** Servers that plugins bring, by plugin. */
  readonly plugins: ReadonlyMap<string, ReadonlyMap<string, ListedServer>>;
  readonly origin: Origin;
}

/** `auto` asks unless the tool says it only reads and reaches nothing else; `writes` asks unless it says it only reads. */
export type ApprovalMode = 'auto' | 'prompt' | 'writes' | 'approve';

export const APPROVAL_MODES: readonly ApprovalMode[] = ['auto', 'prompt', 'writes', 'approve'];

/** One argument of a tool call; all conditions of a rule must hold. */
export interface ArgumentCondition {
  /** Name of the argument; dots lead into objects. */
  readonly argument: string;
  readonly matcher: ValueMatcher;
}

/** Server and tool names take `*` and `?`. */
export interface ToolRule {
  readonly server: string;
  readonly tool: string;
  readonly decision: Decision;
  readonly conditions: readonly ArgumentCondition[];
  readonly justification?: string;
  readonly origin: Origin;
}

export interface ToolMode {
  readonly server: string;
  readonly tool: string;
  readonly mode: ApprovalMode;
  readonly origin: Origin;
}

export interface McpSources {
  readonly profile: Profile;
  /** Null where no layer has an allow list. */
  readonly requirements: McpRequirements | null;
  readonly rules: readonly ToolRule[];
  /** Later ones replace earlier ones with the same names. */
  readonly modes: readonly ToolMode[];
  readonly lock: McpLock | null;
  /** Needed where a matcher is a regular expression, see `needsRegex`. */
  readonly regex: RegexEngine | null;
}
