/**
 * The schema of `requirements.toml`: all 46 top-level fields that Codex knows, and `[portcullis]`, which is ours
 * (reference: codex-semantics §4.1). Validation, messages, types and `schemas/requirements.schema.json` are made from it.
 *
 * Loaded with the first policy file only. What depends on several fields, or on what several layers say together, is in
 * `requirement-checks.ts`.
 */
import * as v from 'valibot';
import { PROFILES, type Profile } from '../../base/index.ts';
import { requirementRulesSchema } from '../../rules/index.ts';
import { managedHooks } from './hooks.ts';
import { managedServers } from './mcp.ts';
import { managedNetwork } from './network.ts';
import { ownSettings } from './own.ts';
import { anyTable, approvalPolicy, requiredSandboxMode, reviewer, texts, webSearchMode } from './part.ts';
import { permissionProfile } from './permission.ts';

const flag = v.optional(v.boolean());
const text = v.optional(v.string());
const features = v.record(v.string(), v.boolean());

const remoteSandbox = v.object({ hostname_patterns: texts, allowed_sandbox_modes: v.array(requiredSandboxMode) });

const permissions = v.objectWithRest(
  { filesystem: v.optional(v.object({ deny_read: v.optional(texts) })), network: v.optional(managedNetwork) },
  permissionProfile,
);

const approvalMode = v.picklist(['auto', 'prompt', 'writes', 'approve']);
const app = v.object({
  enabled: flag,
  tools: v.optional(v.record(v.string(), v.object({ approval_mode: v.optional(v.union([approvalMode, anyTable])) }))),
});

const SECURE_URL = /^https:\/\/[^@#\s]+$/i;

/** Only here does Codex refuse keys that it does not know. */
const configServer = v.strictObject({
  base_url: v.pipe(v.string(), v.regex(SECURE_URL, 'must be an `https://` URL without userinfo and fragment')),
  oauth: v.optional(anyTable),
});

const exporter = v.optional(v.union([v.picklist(['none', 'statsig']), anyTable]));

const otel = v.object({
  environment: text,
  exporter,
  trace_exporter: exporter,
  metrics_exporter: exporter,
  log_user_prompt: flag,
  log_agent_responses: flag,
  log_guardian_assessments: flag,
  log_sse_deltas: flag,
  tool_result: v.optional(v.any()),
  span_attributes: v.optional(v.any()),
  tracestate: v.optional(v.any()),
});

/** `[portcullis]`: what only we read; Codex warns that it ignores the table. */
const portcullis = v.strictObject({
  precedence: v.optional(v.picklist(['binary', 'guide'])),
  profile: v.optional(v.picklist(PROFILES)),
  allow_sandbox_off: flag,
  ...ownSettings,
});

/** The schema as one profile reads it. */
export function requirementsSchema(profile: Profile) {
  const servers = managedServers(profile);
  return v.object({
    allowed_approval_policies: v.optional(v.array(approvalPolicy)),
    allowed_approvals_reviewers: v.optional(v.array(reviewer)),
    allowed_sandbox_modes: v.optional(v.array(requiredSandboxMode)),
    remote_sandbox_config: v.optional(v.array(remoteSandbox)),
    allowed_permission_profiles: v.optional(v.record(v.string(), v.boolean())),
    default_permissions: text,
    permissions: v.optional(permissions),
    allowed_web_search_modes: v.optional(v.array(webSearchMode)),
    features: v.optional(features),
    feature_requirements: v.optional(features),
    rules: v.optional(requirementRulesSchema(v, profile)),
    mcp_servers: v.optional(servers),
    plugins: v.optional(v.record(v.string(), v.object({ mcp_servers: v.optional(servers) }))),
    apps: v.optional(v.record(v.string(), app)),
    marketplaces: v.optional(v.object({ restrict_to_allowed_sources: flag, allowed_sources: v.optional(anyTable) })),
    hooks: v.optional(managedHooks),
    allow_managed_hooks_only: flag,
    experimental_network: v.optional(managedNetwork),
    network_proxy: v.optional(managedNetwork),
    enforce_residency: v.optional(v.picklist(['us'])),
    guardian_policy_config: text,
    guardian_extra_policy: text,
    auto_review: v.optional(v.object({ required_on_models: v.optional(texts), ignore_rules: v.optional(texts) })),
    windows: v.optional(
      v.looseObject({
        allowed_sandbox_implementations: v.optional(v.array(v.picklist(['elevated', 'unelevated', 'mxc']))),
        require_mxc: flag,
      }),
    ),
    computer_use: v.optional(v.looseObject({ allow_locked_computer_use: flag, allow_persistent_approval: flag })),
    browser_use: v.optional(v.looseObject({ origins: v.optional(anyTable) })),
    in_app_browser: v.optional(v.object({ allow_external_browser_settings_import: flag })),
    application: v.optional(v.object({ network: v.optional(v.any()), storage: v.optional(v.any()) })),
    models: v.optional(v.object({ new_thread: v.optional(v.object({ model: text, model_reasoning_effort: text, service_tier: text })) })),
    otel: v.optional(otel),
    feedback: v.optional(v.object({ enabled: flag })),
    config_server: v.optional(configServer),
    model_provider: text,
    model_providers: v.optional(v.record(v.string(), anyTable)),
    chatgpt_base_url: text,
    additional_developer_instructions: text,
    allowed_login_methods: v.optional(v.array(v.picklist(['api', 'chatgpt']))),
    allowed_chatgpt_workspaces: v.optional(texts),
    cli_auth_credentials_store: v.optional(v.picklist(['file', 'keyring', 'auto', 'ephemeral'])),
    sqlite_home: text,
    log_dir: text,
    model_catalog_json: text,
    check_for_update_on_startup: flag,
    allow_login_shell: flag,
    allow_appshots: flag,
    allow_remote_control: flag,
    allow_browser_and_computer_use: flag,
    unsafe_enforce_sqlite_journal_mode: flag,
    portcullis: v.optional(portcullis),
  });
}

export type RequirementsTable = v.InferOutput<ReturnType<typeof requirementsSchema>>;
