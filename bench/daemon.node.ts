/**
 * The daemon against the least a server can do (a C program that echoes) and against vscode-jsonrpc with the same engine, all asked by one C
 * client over the same kind of pipe, pinned to one processor. Only ratios of one run count.
 *
 * Needs a C compiler; pins where `taskset` is there. `repeated`: a hundred-odd commands over and over, as agents ask; `distinct`: none twice.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EXECUTABLE, writeRules } from './daemon-process.node.ts';
import { textsOf } from './fixtures.ts';

const RULES = 1_000;
const ROUNDS = 2;
const TURNS = 10_000;
const STREAMED = 200_000;
/** For servers that take their time. */
const STREAMED_SLOWLY = 10_000;
const IN_FLIGHT = 64;
const DISTINCT = 50_000;

export interface DaemonFigure {
  readonly server: string;
  readonly asked: string;
  /** Nanoseconds of one turn, one request in flight. */
  readonly p50: number;
  readonly overEcho: number;
  /** Answers per second with 64 in flight, and which part of what the echo does. */
  readonly perSecond: number;
  readonly ofEcho: number;
  /** How many times what vscode-jsonrpc does on the same requests. */
  readonly overPeer: number;
}

interface Contender {
  readonly server: string;
  readonly asked: string;
  readonly way: 'pipe' | 'headers' | 'socket';
  readonly words: readonly string[];
  readonly streamed: number;
}

/** Null where there is no compiler. */
export async function benchDaemon(): Promise<readonly DaemonFigure[] | null> {
  const { folder, rules } = writeRules(RULES);
  try {
    const client = compileClient(folder);
    if (client === null) return null;
    const files = writeRequests(folder);
    const socket = join(folder, 'socket');
    const server = spawn(process.execPath, [EXECUTABLE, 'serve', '--socket', socket, '--rules', rules], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    await new Promise((resolve) => server.stderr.once('data', resolve));
    const [floor, ...others] = contenders(client, rules, socket, files).map((each) => measure(client, each, files));
    server.kill();
    return [floor, ...others].flatMap((each) => (each && floor ? [figureOf(each, floor, others)] : []));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function compileClient(folder: string): string | null {
  const source = fileURLToPath(new URL('../../bench/daemon-client.c', import.meta.url));
  const client = join(folder, 'client');
  return spawnSync('cc', ['-O2', '-o', client, source]).status === 0 ? client : null;
}

/** Files of requests, by what is asked; returns their folder's names. */
function writeRequests(folder: string): Readonly<Record<string, string>> {
  const texts = [...textsOf('short'), ...textsOf('mid')];
  const distinct = Array.from({ length: DISTINCT }, (_, i) => `${texts[i % texts.length]} ${i}`);
  const write = (name: string, method: string, commands: readonly string[]): string => {
    const begin = { jsonrpc: '2.0', id: 0, method: 'initialize', params: {} };
    const asked = commands.map((command, i) => ({ jsonrpc: '2.0', id: i + 1, method, params: { command } }));
    const path = join(folder, name);
    writeFileSync(path, [begin, ...asked].map((each) => `${JSON.stringify(each)}\n`).join(''));
    return path;
  };
  return {
    'decision, repeated': write('decide', 'policy/decide', texts),
    'decision, distinct': write('distinct', 'policy/decide', distinct),
    'full, repeated': write('evaluate', 'policy/evaluate', texts),
    'full, distinct': write('distinct-full', 'policy/evaluate', distinct),
  };
}

function contenders(client: string, rules: string, socket: string, files: Readonly<Record<string, string>>): Contender[] {
  const peer = fileURLToPath(new URL('./daemon-peer.node.js', import.meta.url));
  const serve = [process.execPath, EXECUTABLE, 'serve', '--stdio', '--rules', rules];
  const asked = Object.keys(files);
  const decision = 'decision, repeated';
  return [
    { server: 'C echo', asked: decision, way: 'pipe', words: [client, 'echo'], streamed: STREAMED },
    ...asked.map((each) => ({ server: 'stream', asked: each, way: 'pipe' as const, words: serve, streamed: STREAMED })),
    ...asked.map((each) => ({ server: '--sync', asked: each, way: 'pipe' as const, words: [...serve, '--sync'], streamed: STREAMED })),
    { server: 'stream, headers', asked: decision, way: 'headers', words: serve, streamed: STREAMED },
    { server: 'socket', asked: decision, way: 'socket', words: [socket], streamed: STREAMED },
    ...asked
      .filter((each) => each.endsWith('repeated'))
      .map((each) => ({
        server: 'vscode-jsonrpc',
        asked: each,
        way: 'headers' as const,
        words: [process.execPath, peer, rules],
        streamed: STREAMED_SLOWLY,
      })),
  ];
}

interface Measured extends Contender {
  readonly p50: number;
  readonly perSecond: number;
}

/** The best of some rounds: whatever else the machine does makes it worse, never better. */
function measure(client: string, contender: Contender, files: Readonly<Record<string, string>>): Measured {
  const { way, words, streamed, asked } = contender;
  const run = (count: number, window: number): { p50?: number; perSecond?: number } => {
    const pinned = spawnSync('taskset', ['-c', '1', 'true']).status === 0 ? ['taskset', '-c', '1'] : [];
    const [program = '', ...args] = [...pinned, client, way, files[asked] ?? '', String(count), String(window), ...words];
    return JSON.parse(execFileSync(program, args, { encoding: 'utf8' }));
  };
  const rounds = Array.from({ length: ROUNDS }, () => ({ ...run(TURNS, 1), ...run(streamed, IN_FLIGHT) }));
  return {
    ...contender,
    p50: Math.min(...rounds.map(({ p50 = 0 }) => p50)),
    perSecond: Math.max(...rounds.map(({ perSecond = 0 }) => perSecond)),
  };
}

function figureOf({ server, asked, p50, perSecond }: Measured, floor: Measured, others: readonly Measured[]): DaemonFigure {
  const peer = others.find((each) => each.server === 'vscode-jsonrpc' && each.asked === asked);
  return {
    server,
    asked,
    p50,
    overEcho: p50 / floor.p50,
    perSecond,
    ofEcho: perSecond / floor.perSecond,
    overPeer: peer === undefined ? Number.NaN : perSecond / peer.perSecond,
  };
}
