/**
 * What requirements and configuration say about MCP tools: rules of `[[portcullis.mcp_tools]]`, approval modes of apps and servers.
 *
 * INVARIANT: rules of several layers only add up, so none of them undoes another (docs/mcp.md).
 */
import { APPROVAL_MODES, type ApprovalMode, type ArgumentCondition, type ToolMode, type ToolRule } from '../mcp/index.ts';
import type { MergedConfig } from './config-layer.ts';
import type { OwnSettings } from './schema/own.ts';
import { type Sourced, type SourcedTable, sourcedAt } from './sourced.ts';

const TOOLS = ['portcullis', 'mcp_tools'];

/** The rules of one file, with the place of each. */
export function toolRulesOf(own: OwnSettings | undefined, table: SourcedTable): ToolRule[] {
  const list = sourcedAt(table, TOOLS);
  return (own?.mcp_tools ?? []).map(({ server, tool, decision, arguments: conditions = {}, justification }, index) => ({
    server,
    tool,
    decision,
    conditions: Object.entries(conditions).map(([argument, matcher]): ArgumentCondition => ({ argument, matcher })),
    ...(justification === undefined ? {} : { justification }),
    origin: (list?.type === 'value' ? list.items?.[index] : undefined) ?? list?.origin ?? table.origin,
  }));
}

/** Approval modes of configuration: `[apps.NAME.tools.TOOL]` and `[mcp_servers.NAME.tools.TOOL]`. */
export function toolModesOf({ table }: MergedConfig): ToolMode[] {
  return ['apps', 'mcp_servers'].flatMap((section) =>
    entriesAt(table, [section]).flatMap(([server, entry]) =>
      entriesAt(entry, ['tools']).flatMap(([tool, settings]): ToolMode[] => {
        const mode = settings.type === 'table' ? settings.entries.get('approval_mode') : undefined;
        return mode?.type === 'value' && isMode(mode.value) ? [{ server, tool, mode: mode.value, origin: mode.origin }] : [];
      }),
    ),
  );
}

function isMode(value: unknown): value is ApprovalMode {
  return APPROVAL_MODES.includes(value as ApprovalMode);
}

function entriesAt(entry: Sourced, path: readonly string[]): readonly (readonly [string, Sourced])[] {
  const found = entry.type === 'table' ? sourcedAt(entry, path) : undefined;
  return found?.type === 'table' ? [...found.entries] : [];
}
