/**
 * The decision that Codex 0.169 takes about a connection: the first check that speaks decides (reference: codex-semantics §7.2 to §7.5).
 */
import { has, isAllowedBy, REVIEW_BIT } from './access-bits.ts';
import { isPublicForCodex } from './address.ts';
import type { NetworkFinding } from './finding.ts';
import type { Host } from './host.ts';
import type { NetworkPolicy } from './policy.ts';
import type { Connection } from './request.ts';
import { type NetworkContext, readAddresses } from './resolution.ts';
import { normaliseSocketPath } from './socket-list.ts';

export function findForCodex(policy: NetworkPolicy, connection: Connection, context: NetworkContext): NetworkFinding[] {
  const finding = policy.enforced ? findFirst(policy, connection, context) : findWithoutProxy(policy);
  return finding ? [finding] : [];
}

/** Without a proxy there is plain network access or none. */
function findWithoutProxy({ unlisted }: NetworkPolicy): NetworkFinding | null {
  return unlisted === 'off' ? forbid('NW027', 'network access is switched off') : null;
}

function findFirst(policy: NetworkPolicy, connection: Connection, context: NetworkContext): NetworkFinding | null {
  if (connection.type === 'socket') return findAboutSocket(policy, connection.path);
  const { host, method, protocol } = connection;
  if (host.type === 'refused') return forbid(host.code, `the host \`${connection.text}\` ${host.problem}`);
  return findAboutHost(policy, host, context) ?? findAboutMethod(policy, method, protocol);
}

function findAboutHost(policy: NetworkPolicy, host: Host, { resolve }: NetworkContext): NetworkFinding | null {
  const bits = host.type === 'name' ? policy.list.bitsOfName(host.text) : policy.list.bitsOfAddress(host);
  const shown = `\`${host.text}\``;
  if (has('deny', bits, null)) return forbid('NW020', `${shown} is explicitly denied`);
  const isLocal = host.type === 'name' ? host.text === 'localhost' : !isPublicForCodex(host);
  const listed = isLocal && !policy.localBinding ? policy.list.bitsListed(host.type === 'name' ? host.text : host) : bits;
  if (isLocal && !policy.localBinding && !isAllowedBy(listed, null)) return forbid('NW022', `${shown} is local or private`);
  if (!isAllowedBy(bits, null)) {
    const message = `${shown} is not on the allowlist`;
    return policy.unlisted === 'prompt' ? { code: 'NW021', decision: 'prompt', message } : forbid('NW021', message);
  }
  if (bits & REVIEW_BIT && policy.unlisted === 'prompt')
    return { code: 'NW025', decision: 'prompt', message: `${shown} is to be reviewed` };
  if (host.type === 'address' || isLocal || policy.localBinding || resolve === undefined) return null;
  const addresses = readAddresses(resolve(host.text));
  return addresses?.every(isPublicForCodex) ? null : forbid('NW023', `${shown} leads to a local or private address, or nowhere`);
}

function findAboutMethod({ limited, methods }: NetworkPolicy, method: string | null, protocol: string | null): NetworkFinding | null {
  if (limited && protocol?.startsWith('socks')) return forbid('NW030', 'in limited mode only HTTP and HTTPS pass');
  return methods === null || method === null || methods.has(method) ? null : forbid('NW024', `the method \`${method}\` is not allowed`);
}

function findAboutSocket({ sockets }: NetworkPolicy, text: string): NetworkFinding | null {
  const path = normaliseSocketPath(text);
  const entry = path === null ? undefined : sockets.entries.get(path);
  const isAllowed = path !== null && entry?.access !== 'deny' && (entry !== undefined || sockets.allowAll);
  return isAllowed ? null : forbid('NW028', `the unix socket \`${text}\` is not allowed`);
}

function forbid(code: NetworkFinding['code'], message: string): NetworkFinding {
  return { code, decision: 'forbidden', message };
}
