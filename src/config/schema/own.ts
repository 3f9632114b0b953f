/** What `[portcullis]` may hold in requirements and in configuration alike: rules about MCP tools, network access of environments. */
import * as v from 'valibot';
import { DECISIONS } from '../../base/index.ts';
import { matcher, texts } from './part.ts';

const toolRule = v.strictObject({
  server: v.string(),
  tool: v.string(),
  decision: v.picklist(DECISIONS),
  /** By the name of the argument; dots lead into objects. */
  arguments: v.optional(v.record(v.string(), matcher)),
  justification: v.optional(v.string()),
});

/** The published cloud setting. */
const environment = v.strictObject({
  access: v.optional(v.picklist(['off', 'on']), 'off'),
  preset: v.optional(v.string(), 'none'),
  additional_domains: v.optional(texts, []),
  allowed_methods: v.optional(v.union([v.literal('all'), texts]), 'all'),
});

export const ownSettings = {
  mcp_tools: v.optional(v.array(toolRule)),
  environments: v.optional(v.record(v.string(), environment)),
  /** The environment in force. */
  environment: v.optional(v.string()),
  /** Whether hooks may start a daemon that answers them. */
  warm_daemon: v.optional(v.boolean()),
};

/** The table of either file. */
const ownTable = v.object(ownSettings);

export type OwnSettings = v.InferOutput<typeof ownTable>;
