/** The network part of requirements (`[experimental_network]`) and of permission profiles (reference: codex-semantics §4.4, §6). */
import * as v from 'valibot';
import { anyTable, port, texts } from './part.ts';

const access = v.picklist(['allow', 'deny']);
const accessMap = v.record(v.string(), access);

const headerInjection = v.looseObject({ host: v.string(), methods: texts, headers: v.optional(v.union([anyTable, v.array(v.any())])) });

/** `[experimental_network]`; the lists are the older spelling of the maps. */
export const managedNetwork = v.pipe(
  v.object({
    enabled: v.optional(v.boolean()),
    http_port: v.optional(port),
    socks_port: v.optional(port),
    allow_upstream_proxy: v.optional(v.boolean()),
    dangerously_allow_non_loopback_proxy: v.optional(v.boolean()),
    dangerously_allow_all_unix_sockets: v.optional(v.boolean()),
    domains: v.optional(accessMap),
    allowed_domains: v.optional(texts),
    denied_domains: v.optional(texts),
    review_domains: v.optional(texts),
    managed_allowed_domains_only: v.optional(v.boolean()),
    unix_sockets: v.optional(accessMap),
    allow_unix_sockets: v.optional(texts),
    allow_local_binding: v.optional(v.boolean()),
    header_injections: v.optional(v.array(headerInjection)),
  }),
  v.check(
    ({ domains, allowed_domains, denied_domains }) => !(domains && (allowed_domains ?? denied_domains)),
    '`domains` cannot be combined with the older `allowed_domains` and `denied_domains`; write all of them in `domains`',
  ),
  v.check(
    ({ unix_sockets, allow_unix_sockets }) => !(unix_sockets && allow_unix_sockets),
    '`unix_sockets` cannot be combined with the older `allow_unix_sockets`; write all of them in `unix_sockets`',
  ),
);

/** `[permissions.NAME.network]`. */
export const profileNetwork = v.object({
  enabled: v.optional(v.boolean()),
  proxy_url: v.optional(v.string()),
  enable_socks5: v.optional(v.boolean()),
  socks_url: v.optional(v.string()),
  enable_socks5_udp: v.optional(v.boolean()),
  allow_upstream_proxy: v.optional(v.boolean()),
  dangerously_allow_non_loopback_proxy: v.optional(v.boolean()),
  dangerously_allow_all_unix_sockets: v.optional(v.boolean()),
  mode: v.optional(v.picklist(['full', 'limited'])),
  domains: v.optional(accessMap),
  unix_sockets: v.optional(v.record(v.string(), v.picklist(['allow', 'deny', 'none']))),
  allow_local_binding: v.optional(v.boolean()),
});
