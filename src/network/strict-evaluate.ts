/**
 * Everything that speaks against a connection in `strict`: the checks are independent of each other, and all of them run.
 *
 * INVARIANT: no finding means that an entry covers the host, or that the policy grants plain network access
 * (reference: codex-semantics §7.2, made stricter).
 */
import { has, isAllowedBy, LOCAL_BIT, REVIEW_BIT } from './access-bits.ts';
import { isPublicAddress } from './address.ts';
import { matchRange } from './egress-ranges.ts';
import type { NetworkFinding } from './finding.ts';
import type { Host } from './host.ts';
import type { NetworkPolicy } from './policy.ts';
import type { Connection } from './request.ts';
import { type NetworkContext, readAddresses } from './resolution.ts';
import { normaliseSocketPath } from './socket-list.ts';
import type { Protocol } from './target.ts';

export function findForStrict(policy: NetworkPolicy, connection: Connection, context: NetworkContext): NetworkFinding[] {
  if (connection.type === 'socket') return findAboutSocket(policy, connection.path);
  const { host } = connection;
  if (host.type === 'refused') {
    const message = `the host \`${connection.text}\` ${host.problem}`;
    return [{ code: host.code, decision: 'forbidden', message, help: host.help }];
  }
  return [
    ...connection.faults,
    ...findAboutHost(policy, host, connection.protocol),
    ...findAboutMethod(policy, connection),
    ...findAboutAddresses(policy, host, context),
  ];
}

function findAboutHost(policy: NetworkPolicy, host: Host, protocol: Protocol | null): NetworkFinding[] {
  const bits = host.type === 'name' ? policy.list.bitsOfName(host.text) : policy.list.bitsOfAddress(host);
  const shown = `\`${host.text}\``;
  if (has('deny', bits, protocol)) return [{ code: 'NW020', decision: 'forbidden', message: `${shown} is denied by the policy` }];
  const findings: NetworkFinding[] = [];
  if (has('prompt', bits, protocol)) findings.push({ code: 'NW026', decision: 'prompt', message: `a network rule prompts for ${shown}` });
  if (bits & REVIEW_BIT) findings.push({ code: 'NW025', decision: 'prompt', message: `every use of ${shown} is to be reviewed` });
  const isLocal = host.type === 'name' ? (bits & LOCAL_BIT) !== 0 : !isPublicAddress(host);
  if (isLocal && !policy.localBinding) return [...findings, ...findAboutLocal(policy, host, protocol)];
  const isListed = isAllowedBy(bits, protocol) || isInRange(policy, host);
  return [...findings, ...(isListed ? (policy.unlisted === 'off' ? [OFF] : []) : findUnlisted(policy, shown))];
}

/** A local or private host must be listed literally: `*` and address ranges do not reach it. */
function findAboutLocal(policy: NetworkPolicy, host: Host, protocol: Protocol | null): NetworkFinding[] {
  if (isAllowedBy(policy.list.bitsListed(host.type === 'name' ? host.text : host), protocol)) return policy.unlisted === 'off' ? [OFF] : [];
  return [
    {
      code: 'NW022',
      decision: policy.unlisted === 'forbidden' || policy.unlisted === 'prompt' ? 'forbidden' : 'prompt',
      message: `\`${host.text}\` is local or private and not listed literally`,
      help: 'list exactly this host, or set `allow_local_binding`',
    },
  ];
}

const OFF: NetworkFinding = { code: 'NW027', decision: 'prompt', message: 'network access is switched off' };

function findUnlisted({ unlisted }: NetworkPolicy, shown: string): NetworkFinding[] {
  if (unlisted === 'open') return [];
  if (unlisted === 'off') return [OFF];
  if (unlisted === 'unset') return [{ code: 'NW029', decision: 'prompt', message: `no network policy says anything about ${shown}` }];
  return [{ code: 'NW021', decision: unlisted, message: `${shown} is not on the list of allowed hosts` }];
}

function isInRange(policy: NetworkPolicy, host: Host): boolean {
  return host.type === 'address' && policy.ranges.some((ranges) => matchRange(ranges, host) !== null);
}

function findAboutMethod(policy: NetworkPolicy, { method, protocol }: Connection): NetworkFinding[] {
  if (policy.methods === null) return [];
  if (policy.limited && protocol !== null && !protocol.startsWith('http')) {
    return [{ code: 'NW030', decision: 'forbidden', message: 'in limited mode only HTTP and HTTPS pass' }];
  }
  if (method === null) return [{ code: 'NW031', decision: 'prompt', message: 'only some methods are allowed, and this one is not known' }];
  if (policy.methods.has(method)) return [];
  const allowed = [...policy.methods].map((each) => `\`${each}\``).join(', ') || 'none';
  return [{ code: 'NW024', decision: 'forbidden', message: `the method \`${method}\` is not allowed`, help: `allowed: ${allowed}` }];
}

/** What the addresses of a name say: a private one, a denied one, or none at all. */
function findAboutAddresses(policy: NetworkPolicy, host: Host, { resolve }: NetworkContext): NetworkFinding[] {
  if (host.type === 'address' || resolve === undefined) return [];
  const addresses = readAddresses(resolve(host.text));
  if (addresses === null) return [{ code: 'NW032', decision: 'forbidden', message: `\`${host.text}\` could not be resolved` }];
  const denied = addresses.find((address) => has('deny', policy.list.bitsListed(address), null));
  if (denied) return [{ code: 'NW020', decision: 'forbidden', message: `\`${host.text}\` leads to \`${denied.text}\`, which is denied` }];
  const local = addresses.find((address) => !isPublicAddress(address));
  if (!local || policy.localBinding || (policy.list.bitsOfName(host.text) & LOCAL_BIT) !== 0) return [];
  return [{ code: 'NW023', decision: 'forbidden', message: `\`${host.text}\` leads to the private address \`${local.text}\`` }];
}

function findAboutSocket({ sockets, unlisted }: NetworkPolicy, text: string): NetworkFinding[] {
  const path = normaliseSocketPath(text);
  const entry = path === null ? undefined : sockets.entries.get(path);
  if (entry?.access === 'allow' || (path !== null && sockets.allowAll && entry === undefined)) return [];
  const decision = unlisted === 'unset' && path !== null && entry === undefined ? 'prompt' : 'forbidden';
  return [
    { code: 'NW028', decision, message: `the unix socket \`${text}\` is not allowed`, help: 'list its absolute path in `unix_sockets`' },
  ];
}
