/** Answers to network, MCP and sandbox requests for people: the decision and its reason, what speaks against it, what matched. */
import type { Decision, Origin } from '../base/index.ts';
import type { AnswerHead, SandboxPath, SandboxView } from '../engine/index.ts';
import type { Paint } from './paint.ts';
import { visible } from './visible.ts';

const INDENT = ' '.repeat('forbidden  '.length);

/** What an answer may show of an entry or rule that matched. */
export interface MatchedEntry {
  readonly origin: Origin;
  readonly justification?: string;
  /** An entry of a domain list. */
  readonly pattern?: string;
  readonly access?: string;
  /** A rule about tools. */
  readonly server?: string;
  readonly tool?: string;
  readonly decision?: Decision;
}

export function formatAnswer(
  { decision, reason, findings, matches = [] }: AnswerHead & { readonly matches?: readonly MatchedEntry[] },
  paint: Paint,
): string {
  const further = findings.filter(({ message }) => message !== reason);
  const help = findings.flatMap((finding) => (finding.message === reason && finding.help ? [finding.help] : []));
  return [
    `${paint(decision, decision)}${INDENT.slice(decision.length)}${paint('strong', visible(reason))}`,
    ...help.map((text) => INDENT + paint('faint', visible(text))),
    ...further.map(({ code, message }) => `${INDENT}${paint('mark', code)} ${visible(message)}`),
    ...matches.map((entry) => INDENT + formatEntry(entry, paint)),
  ].join('\n');
}

function formatEntry({ origin, pattern, access, server, tool, decision, justification }: MatchedEntry, paint: Paint): string {
  const says = pattern === undefined ? `${decision} \`${server}\` \`${tool}\`` : `${access} \`${pattern}\``;
  return `${paint('mark', visible(placeOf(origin)))} ${visible(says)}${justification ? `: ${visible(justification)}` : ''}`;
}

/** Who said it: the place in a file, or the name of what is not in one. */
function placeOf({ source, line, column }: Origin): string {
  return line === 0 ? source : `${source}:${line}:${column}`;
}

/** The sandbox with the origin of each value. */
export function formatSandbox({ mode, origin, writableRoots, protectedPaths, deniedReads, network }: SandboxView, paint: Paint): string {
  const row = (name: string, value: string, from: Origin) =>
    `${name.padEnd(10)} ${visible(value)}  ${paint('faint', visible(placeOf(from)))}`;
  const rows = (name: string, paths: readonly SandboxPath[]) => paths.map((each, i) => row(i === 0 ? name : '', each.path, each.origin));
  const hosts = network.access === 'listed' ? `listed: ${network.allowedDomains.join(' ') || 'none'}` : network.access;
  return [
    row('mode', mode, origin),
    ...rows('writable', writableRoots),
    ...rows('protected', protectedPaths),
    ...rows('unreadable', deniedReads),
    row('network', hosts, network.origin),
  ].join('\n');
}
