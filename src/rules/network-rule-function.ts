/**
 * `network_rule(...)` and `host_executable(...)`: what a rules file says beside prefixes.
 *
 * Reference: codex-semantics §1.3 and §1.4. A host is kept as Codex would compare it.
 */
import { closest, type Decision, isDecision } from '../base/index.ts';
import type { NetworkRule } from './prefix-rule.ts';
import { type Given, given, readDecision, readJustification, ruleFault, shorten } from './rule-argument.ts';
import { checkRuleCount, originAt, type RulesDraft } from './rule-draft.ts';
import { native, parameter } from './starlark/native.ts';
import { isWhiteSpace, trimText } from './starlark/text-trim.ts';
import type { NativeFunction } from './starlark/value.ts';

const NETWORK_PARAMETERS = [
  parameter('host', 'string', { by: 'either' }),
  parameter('protocol', 'string', { by: 'either' }),
  parameter('decision', 'string', { by: 'either' }),
  parameter('justification', 'string', { by: 'either', optional: true }),
];

export function networkRuleFunction(draft: RulesDraft): NativeFunction {
  return native('network_rule', NETWORK_PARAMETERS, (machine, bound) => {
    checkRuleCount(draft);
    const [host, protocol, decision] = NETWORK_PARAMETERS.map(({ name }, at) => given<string>(machine, bound, at, name));
    const justification = given<string>(machine, bound, 3, 'justification');
    if (!host || !protocol || !decision) throw new Error('a required parameter was not checked');
    draft.networkRules.push({
      host: readHost(host),
      protocol: readProtocol(protocol),
      decision: readNetworkDecision(decision),
      ...(justification === null ? {} : { justification: readJustification(justification) }),
      origin: originAt(draft, machine.span),
    });
    return null;
  });
}

/** Here, and only here, `deny` means `forbidden`. */
function readNetworkDecision(decision: Given<string>): Decision {
  return isDecision(decision.value) || decision.value !== 'deny' ? readDecision(decision) : 'forbidden';
}

const PROTOCOLS: ReadonlyMap<string, NetworkRule['protocol']> = new Map([
  ['http', 'http'],
  ['https', 'https'],
  ['https_connect', 'https'],
  ['http-connect', 'https'],
  ['socks5_tcp', 'socks5_tcp'],
  ['socks5_udp', 'socks5_udp'],
]);

function readProtocol({ value, span }: Given<string>): NetworkRule['protocol'] {
  const protocol = PROTOCOLS.get(value);
  if (protocol !== undefined) return protocol;
  const meant = closest(value, ['http', 'https', 'socks5_tcp', 'socks5_udp']);
  const help = meant === null ? 'the protocols are `http`, `https`, `socks5_tcp` and `socks5_udp`' : `did you mean \`${meant}\`?`;
  throw ruleFault(`\`${shorten(value)}\` is not a protocol`, span(), help);
}

/** The one host that is meant: no scheme, path, port, final dot, capitals or wildcard. */
function readHost(host: Given<string>): string {
  const text = trimText(host.value, isWhiteSpace);
  const refuse = (problem: string, help: string) => ruleFault(`the host \`${shorten(host.value)}\` ${problem}`, host.span(), help);
  if (/[/?#]/.test(text)) throw refuse('has a scheme or a path', 'write the host alone: `example.com`');
  const name = text.startsWith('[') ? unwrapAddress(text, refuse) : withoutPort(text);
  const normal = foldAscii(trimText(withoutFinalDots(name), isWhiteSpace));
  if (normal === '') throw refuse('is empty', 'write a host: `example.com`');
  if (normal.includes('*')) throw refuse('has a wildcard', 'write one rule per host; patterns stand in the network policy');
  if (/\p{White_Space}/u.test(normal)) throw refuse('has a blank inside', 'write one rule per host');
  return normal;
}

function withoutFinalDots(name: string): string {
  return trimText(name, (character) => character === '.', { start: false, end: true });
}

function foldAscii(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** `[v6]` and `[v6]:port`. */
function unwrapAddress(text: string, refuse: (problem: string, help: string) => Error): string {
  const end = text.indexOf(']');
  if (end < 0) throw refuse('has an open bracket', 'close it: `[::1]`');
  if (!/^(?::\d+)?$/.test(text.slice(end + 1))) throw refuse('has something after the bracket that is not a port', 'write `[::1]`');
  return text.slice(1, end);
}

/** One `:` and digits at the end are a port; more colons are an address. */
function withoutPort(text: string): string {
  return /^([^:]+):\d+$/.exec(text)?.[1] ?? text;
}
