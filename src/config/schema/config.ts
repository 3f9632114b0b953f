/**
 * The schema of `config.toml` and its kin: the settings that decide what may run. Codex has many more, which pass unchecked
 * (reference: codex-semantics §5, §6). `schemas/config.schema.json` is made from it.
 */
import * as v from 'valibot';
import { TRUST_LEVELS } from '../vocabulary.ts';
import { ownSettings } from './own.ts';
import { anyTable, approvalPolicy, reviewer, sandboxMode, texts, webSearchMode } from './part.ts';
import { permissionProfile } from './permission.ts';

const flag = v.optional(v.boolean());
const text = v.optional(v.string());

const mcpServer = v.looseObject({
  command: text,
  args: v.optional(texts),
  url: text,
  enabled: flag,
});

export const configSchema = v.looseObject({
  approval_policy: v.optional(approvalPolicy),
  approvals_reviewer: v.optional(reviewer),
  sandbox_mode: v.optional(sandboxMode),
  sandbox_workspace_write: v.optional(
    v.object({
      writable_roots: v.optional(texts),
      network_access: flag,
      exclude_tmpdir_env_var: flag,
      exclude_slash_tmp: flag,
    }),
  ),
  default_permissions: text,
  permissions: v.optional(v.record(v.string(), permissionProfile)),
  web_search: v.optional(webSearchMode),
  features: v.optional(v.record(v.string(), v.union([v.boolean(), anyTable]))),
  mcp_servers: v.optional(v.record(v.string(), mcpServer)),
  projects: v.optional(v.record(v.string(), v.looseObject({ trust_level: v.optional(v.picklist(TRUST_LEVELS)) }))),
  project_root_markers: v.optional(texts),
  profile: text,
  profiles: v.optional(v.any()),
  model: text,
  model_provider: text,
  model_providers: v.optional(v.any()),
  notify: v.optional(v.any()),
  otel: v.optional(v.any()),
  hooks: v.optional(v.any()),
  allow_login_shell: flag,
  portcullis: v.optional(v.strictObject(ownSettings)),
});

export type ConfigTable = v.InferOutput<typeof configSchema>;
