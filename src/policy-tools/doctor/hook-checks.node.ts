/** Which agents of this user have a hook of ours, and whether it fails closed. */
import { join } from 'node:path';
import { decodeSource } from '../../base/index.ts';
import { diskFiles } from '../../config/index.node.ts';
import { parseJsonDocument } from '../../mcp/index.ts';
import type { Check } from './check.ts';
import { type FoundHook, findHooks } from './hook-scan.ts';

interface AgentConfig {
  readonly agent: string;
  /** Below the home folder, or below the project. */
  readonly base: 'home' | 'project';
  readonly path: string;
}

const CONFIGS: readonly AgentConfig[] = [
  { agent: 'Claude Code', base: 'home', path: '.claude/settings.json' },
  { agent: 'Claude Code', base: 'project', path: '.claude/settings.json' },
  { agent: 'Claude Code', base: 'project', path: '.claude/settings.local.json' },
  { agent: 'Codex', base: 'home', path: '.codex/hooks.json' },
  { agent: 'Codex', base: 'project', path: '.codex/hooks.json' },
  { agent: 'Gemini CLI', base: 'home', path: '.gemini/settings.json' },
  { agent: 'Gemini CLI', base: 'project', path: '.gemini/settings.json' },
  { agent: 'Cursor', base: 'home', path: '.cursor/hooks.json' },
  { agent: 'Cursor', base: 'project', path: '.cursor/hooks.json' },
  { agent: 'Copilot CLI', base: 'home', path: '.copilot/hooks/portcullis.json' },
  { agent: 'Copilot CLI', base: 'project', path: '.github/hooks/portcullis.json' },
];

export async function checkHooks(home: string, project: string): Promise<Check> {
  const found = await Promise.all(
    CONFIGS.map(async (config) => ({ ...config, hooks: await readHooks(join(config.base === 'home' ? home : project, config.path)) })),
  );
  const hooks = found.flatMap(({ agent, path, hooks: each }) => each.map((hook) => ({ agent, path, ...hook })));
  const details = hooks.map(
    ({ agent, path, failsClosed }) => `${agent} (${path}): ${failsClosed ? 'fails closed' : 'lets pass when it crashes'}`,
  );
  if (hooks.length === 0)
    return {
      id: 'hooks.installed',
      status: 'warning',
      summary: 'no agent of this user asks Portcullis',
      details,
      remediation: 'see `portcullis hook install --help`',
    };
  const open = hooks.filter((hook) => !hook.failsClosed);
  if (open.length === 0)
    return { id: 'hooks.installed', status: 'ok', summary: `${hooks.length} hooks are installed, and all fail closed`, details };
  return {
    id: 'hooks.installed',
    status: 'fail',
    summary: `${open.length} of ${hooks.length} hooks let commands pass when they crash`,
    details,
    remediation: 'install them again: `portcullis hook install`',
  };
}

/** Hooks in one file; a file that is not there or is not JSON has none. */
async function readHooks(path: string): Promise<readonly FoundHook[]> {
  const read = await diskFiles.readFile(path);
  const { value: text } = read.type === 'file' ? decodeSource(path, read.bytes) : { value: null };
  const document = text === null ? null : (await parseJsonDocument(path, text)).value;
  return document ? findHooks(document.value) : [];
}
