/** Everything that requirements and configuration say about MCP together; an engine for regular expressions only where one is needed. */
import type { Profile } from '../base/index.ts';
import { loadRegexEngine, type McpSources, needsRegex } from '../mcp/index.ts';
import type { MergedConfig } from './config-layer.ts';
import { toolModesOf, toolRulesOf } from './mcp-tools.ts';
import type { Requirements } from './requirements.ts';

/** Rules of all layers count. Of approval modes the last for a tool counts, so those of requirements stand at the end. */
export async function joinMcp(requirements: Requirements | null, config: MergedConfig, profile: Profile): Promise<McpSources> {
  const required = requirements?.mcp ?? null;
  const configured = config.layers.flatMap((layer) => toolRulesOf(layer.checked.portcullis, layer.table));
  const sources = {
    profile,
    requirements: required?.requirements ?? null,
    rules: [...(required?.rules ?? []), ...configured],
    modes: [...toolModesOf(config), ...(required?.modes ?? [])],
    lock: null,
  };
  return { ...sources, regex: required?.regex ?? (needsRegex(sources) ? await loadRegexEngine() : null) };
}
