/** The daemon's and the hook's figures in the form of the other scenarios. */

import { spreadOf } from '../src/policy-tools/bench/timing.ts';
import { benchDaemon } from './daemon.node.ts';
import { benchHook } from './hook.node.ts';
import { NOTHING, type Result } from './scenario.ts';

export async function daemonResult(): Promise<Result> {
  const figures = await benchDaemon();
  if (figures === null) return { ...NOTHING, skipped: ['daemon: there is no C compiler for its client'] };
  const measures: Record<string, number> = {};
  for (const { server, asked, overEcho, perSecond, overPeer } of figures) {
    measures[`${server} / C echo, one in flight, ${asked}`] = overEcho;
    measures[`answers per second, ${server}, ${asked}`] = perSecond;
    if (server !== 'vscode-jsonrpc' && Number.isFinite(overPeer)) measures[`${server} / vscode-jsonrpc, 64 in flight, ${asked}`] = overPeer;
  }
  return { rows: figures.map(({ server, asked, p50 }) => ({ of: asked, name: server, time: spreadOf([p50]) })), measures, skipped: [] };
}

export async function hookResult(): Promise<Result> {
  const { figures, overCodex, daemonMs } = await benchHook();
  const measures: Record<string, number> = Object.fromEntries(
    figures.map(({ way, overNodeMs }) => [`milliseconds above empty node, ${way}`, overNodeMs]),
  );
  if (overCodex !== null) measures['bash client / codex execpolicy check'] = overCodex;
  if (daemonMs !== null) measures['milliseconds of the daemon for a call through bash'] = daemonMs;
  return {
    rows: figures.map(({ way, cpuMs }) => ({ of: 'processor time', name: way, time: spreadOf([cpuMs * 1e6]) })),
    measures,
    skipped: overCodex === null ? ['codex: not installed (`npm run bench -- --peers` does)'] : [],
  };
}
