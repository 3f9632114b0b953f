/** Reads the configuration of an MCP client: TOML by its name, everything else as JSON with comments. */
import { type Diagnostic, hasErrors, locateToml, parseToml } from '../base/index.ts';
import { type ClientConfig, type McpClient, parseJsonDocument, readClientConfig } from '../mcp/index.ts';
import { readPolicyFile } from './policy-file.node.ts';

export interface LoadedClient {
  readonly value: ClientConfig | null;
  readonly diagnostics: readonly Diagnostic[];
}

export async function loadClientConfig(path: string, client: McpClient | null): Promise<LoadedClient> {
  const { value: text, diagnostics } = await readPolicyFile(path);
  if (text === null) return { value: null, diagnostics };
  if (client === 'codex' || (client === null && path.endsWith('.toml'))) {
    const parsed = await parseToml(path, text);
    const { value } = parsed;
    if (!value || hasErrors(parsed.diagnostics)) return { value: null, diagnostics: parsed.diagnostics };
    return readClientConfig({ source: path, value: value.value, locate: (at) => locateToml(value, at).place }, 'codex');
  }
  const parsed = await parseJsonDocument(path, text);
  return parsed.value ? readClientConfig(parsed.value, client) : { value: null, diagnostics: parsed.diagnostics };
}
