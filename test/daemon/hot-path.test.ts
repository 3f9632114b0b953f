/** The short way gives the same bytes as the long one, for any bytes; and the core's decision is that of a whole evaluation. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Decider } from '../../src/engine/decider.ts';
import { type CommandRequest, createEngine, type Engine, type FileView, readInlinePolicy } from '../../src/engine/index.ts';
import { SHELLS } from '../../src/shell/index.ts';
import { policyFrom } from '../support/command.ts';
import { makeService, request, TestClient } from '../support/daemon.ts';
import { viewOf } from '../support/file-view.ts';
import { readCases } from '../support/judged-case.ts';

const RULES = 'allow kalo, git status, echo, deploy now; forbid git push, rm, ./deploy.sh; prompt make, kalo install';

/** A service every decision of which is recorded goes the long way. */
const LONG_WAY = {
  audit: {
    log: { fault: null, append: () => {}, flush: () => null, close: () => {} },
    isRequired: false,
    query: async () => ({ entries: [], diagnostics: [] }),
  },
};

const JUDGED = ['bypass', 'benign'].flatMap((set) => readCases(new URL(`../${set}/cases.jsonl`, import.meta.url)));
const COMMANDS = JUDGED.map(({ command }) => command);

let short: TestClient;
let long: TestClient;

beforeAll(async () => {
  short = await new TestClient(makeService(RULES)).begin();
  long = await new TestClient(makeService(RULES, LONG_WAY)).begin();
});

/** Sends the same chunks to both and compares all they say. */
function expectSame(...chunks: readonly Buffer[]): string {
  for (const client of [short, long]) {
    client.writes.length = 0;
    for (const chunk of chunks) client.session.push(chunk);
    // What is left of an unfinished line must not reach the next case.
    client.session.push(Buffer.from('\n'));
  }
  expect(short.text).toBe(long.text);
  return short.text;
}

const lines = (...texts: readonly string[]) => Buffer.from(texts.map((text) => `${text}\n`).join(''));

describe('the short way', () => {
  it('is taken', () => {
    const before = short.session;
    expect(before).toBeDefined();
    const message = (id: number) => JSON.stringify(request(id, 'policy/evaluate', { command: 'git push' }));
    const said = expectSame(lines(message(1), message(2), message(3)));
    expect(said.match(/"decision":"forbidden","reason"/g)).toHaveLength(3);
  });

  it('gives the same answers to all judged commands, the first time and again', () => {
    const all = COMMANDS.flatMap((command, i) => [
      JSON.stringify(request(i, 'policy/decide', { command })),
      JSON.stringify(request(`again ${i}`, 'policy/decide', { command })),
      JSON.stringify(request(i, 'policy/evaluate', { command })),
      JSON.stringify(request(i, 'policy/decide', { command })),
    ]);
    const said = expectSame(lines(...all)).split('\n');
    expect(said.filter((line) => line.includes('"result"'))).toHaveLength(all.length);
  });

  it.each([
    ['blanks', '{ "jsonrpc" : "2.0" , "id" : 1 , "method" : "policy/decide" , "params" : { "command" : "git push" } }'],
    ['another order', '{"params":{"command":"git push"},"method":"policy/decide","id":"x","jsonrpc":"2.0"}'],
    ['a carriage return', '{"jsonrpc":"2.0","id":1,"method":"policy/decide","params":{"command":"git push"}}\r'],
    ['a key twice', '{"jsonrpc":"2.0","id":1,"method":"policy/decide","params":{"command":"git push","command":"git status"}}'],
    [
      'parameters twice',
      '{"jsonrpc":"2.0","id":1,"method":"policy/decide","params":{"command":"git status"},"params":{"command":"git push"}}',
    ],
    ['an id twice', '{"jsonrpc":"2.0","id":1,"id":2,"method":"policy/decide","params":{"command":"git push"}}'],
    ['a method twice', '{"jsonrpc":"2.0","id":1,"method":"policy/decide","method":"server/none","params":{"command":"git push"}}'],
    ['a key that is spelled out', '{"jsonrpc":"2.0","id":1,"method":"policy/decide","params":{"\\u0063ommand":"git push"}}'],
    ['escapes', '{"jsonrpc":"2.0","id":1,"method":"policy/decide","params":{"command":"git\\tpush\\n\\/x \\"y\\" \\\\ \\b\\f\\r"}}'],
    ['an escaped letter', '{"jsonrpc":"2.0","id":1,"method":"policy/decide","params":{"command":"git \\u0070ush"}}'],
    ['a lone surrogate', '{"jsonrpc":"2.0","id":1,"method":"policy/decide","params":{"command":"git push \\ud800"}}'],
    ['a NUL', '{"jsonrpc":"2.0","id":1,"method":"policy/decide","params":{"command":"git push\\u0000"}}'],
    ['no such escape', '{"jsonrpc":"2.0","id":1,"method":"policy/decide","params":{"command":"git \\push"}}'],
    ['a control character', '{"jsonrpc":"2.0","id":1,"method":"policy/decide","params":{"command":"git\tpush"}}'],
    ['other letters', '{"jsonrpc":"2.0","id":1,"method":"policy/decide","params":{"command":"git push é"}}'],
    ['a prototype', '{"jsonrpc":"2.0","id":1,"method":"policy/decide","params":{"__proto__":{"command":"git status"}}}'],
    ['leading zeros', '{"jsonrpc":"2.0","id":01,"method":"policy/decide","params":{"command":"git push"}}'],
    ['a negative zero', '{"jsonrpc":"2.0","id":-0,"method":"policy/decide","params":{"command":"git push"}}'],
    ['a long number', '{"jsonrpc":"2.0","id":9007199254740993,"method":"policy/decide","params":{"command":"git push"}}'],
    ['a fraction', '{"jsonrpc":"2.0","id":1.50,"method":"policy/decide","params":{"command":"git push"}}'],
    ['an id with escapes', '{"jsonrpc":"2.0","id":"\\u0041","method":"policy/decide","params":{"command":"git push"}}'],
    ['nothing', '{"jsonrpc":"2.0","id":1,"method":"policy/decide","params":{"command":""}}'],
    ['no command', '{"jsonrpc":"2.0","id":1,"method":"policy/decide","params":{}}'],
    ['a text in a text', '{"jsonrpc":"2.0","id":1,"method":"policy/decide","params":{"command":"echo }}"},"x":1}'],
    ['more members', '{"jsonrpc":"2.0","id":1,"method":"policy/decide","params":{"command":"git push"},"x":{"a":1}}'],
    ['more members behind a bracket', '{"jsonrpc":"2.0","id":1,"method":"policy/decide","params":{"command":"git push"},"params":{}}'],
    ['an open end', '{"jsonrpc":"2.0","id":1,"method":"policy/decide","params":{"command":"git push"}'],
    ['a closed end', '{"jsonrpc":"2.0","id":1,"method":"policy/decide","params":{"command":"git push"}}}'],
    ['a trailing comma', '{"jsonrpc":"2.0","id":1,"method":"policy/decide","params":{"command":"git push",}}'],
    ['depth', `{"jsonrpc":"2.0","id":1,"method":"policy/decide","params":{"a":${'['.repeat(62)}${']'.repeat(62)}}}`],
    ['too much depth', `{"jsonrpc":"2.0","id":1,"method":"policy/decide","params":{"a":${'['.repeat(63)}${']'.repeat(63)}}}`],
    ['a list', '{"jsonrpc":"2.0","id":1,"method":"policy/decide","params":{"requests":"none"}}'],
    ['a long command', JSON.stringify(request(1, 'policy/decide', { command: `git push ${'x'.repeat(70_000)}` }))],
  ])('is right about %s', (_, text) => {
    const ordinary = JSON.stringify(request(0, 'policy/decide', { command: 'git push' }));
    // Behind ordinary requests, and over and over, whatever has been learned and kept.
    expectSame(lines(ordinary, text, ordinary, text, text, ordinary));
    expectSame(Buffer.from(`Content-Length: 0\n${text}\n`.slice(18)));
  });

  it('is right about any bytes', () => {
    const seeds = COMMANDS.slice(0, 40).map((command, i) => JSON.stringify(request(i, 'policy/decide', { command })));
    const piece = fc.constantFrom(
      '"',
      '\\',
      '{',
      '}',
      ',',
      ':',
      ' ',
      '\n',
      '\\u0041',
      '\\ud83d',
      '\\n',
      '1',
      '-',
      '"command":"git push"',
      'é',
      '\0',
    );
    const mutation = fc.record({ at: fc.nat(), cut: fc.nat(3), put: piece });
    fc.assert(
      fc.property(fc.constantFrom(...seeds), fc.array(mutation, { maxLength: 3 }), fc.nat(), (seed, mutations, cut) => {
        let text = seed;
        for (const { at, cut: length, put } of mutations) {
          const place = at % (text.length + 1);
          text = text.slice(0, place) + put + text.slice(place + length);
        }
        const all = lines(seed, text, seed, text);
        const middle = cut % all.length;
        expectSame(all.subarray(0, middle), all.subarray(middle));
      }),
      { numRuns: 400 },
    );
  });

  it('is right about bytes that are not UTF-8', () => {
    const [head = '', tail = ''] = JSON.stringify(request(1, 'policy/decide', { command: 'git push ?' })).split('?');
    for (const odd of [[0x80], [0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0x5c, 0xee], [0x7f]])
      expectSame(Buffer.concat([Buffer.from(head), Buffer.from(odd), Buffer.from(`${tail}\n`)]));
  });
});

const TREE: Record<string, string> = {
  '/srv/repo/deploy.sh': 'git push\n',
  '/srv/repo/run.sh': 'rm x\n',
  '/srv/repo/bin/kalo': '#!/bin/sh\ngit push\n',
  '/srv/repo/package.json': '{"scripts":{"test":"git push"}}',
  '/srv/repo/Makefile': 'all:\n\tgit push\n',
};

async function engineWith(rules: string, files: FileView | null): Promise<Engine> {
  const policy = await readInlinePolicy(policyFrom(rules), 'strict', null);
  if ('severity' in policy) throw new Error(policy.message);
  const defaults = { platform: 'linux', cwd: '/srv/repo', home: '/home/dev', shell: 'bash' } as const;
  return createEngine(policy, { defaults, seed: 1, ...(files ? { files } : {}) });
}

const encoder = new TextEncoder();

/** What the core says alone; null where it does not say. */
function decide(decider: Decider, command: string): string | null {
  const memory = decider.memory();
  const { written } = encoder.encodeInto(command, memory.subarray(decider.address));
  return decider.decide(written);
}

describe('the core alone', () => {
  const OWN = [
    './deploy.sh',
    'bin/kalo x',
    'kalo',
    'kalo install',
    'kalo ./run.sh',
    './run.sh && kalo',
    'npm test',
    'make',
    'sh run.sh',
    'deploy now',
    '',
    ' ',
    '#',
  ];

  it.each([
    ['without files', 'the rules', RULES, null],
    ['with files', 'the rules', RULES, viewOf(TREE)],
    ['with files', 'denied reads', `${RULES}; forbid read ~/notes`, viewOf(TREE)],
  ])('decides %s, under %s, as a whole evaluation does, for every shell and setting', async (_, __, rules, files) => {
    const engine = await engineWith(rules, files);
    let alone = 0;
    const settings: CommandRequest[] = [
      {},
      ...SHELLS.map((shell) => ({ shell })),
      { enforcement: 'sandbox', sandboxMode: 'workspace-write' },
      { enforcement: 'sandbox', sandboxMode: 'danger-full-access', approvalPolicy: 'never' },
      { approvalPolicy: 'never' },
      { approvalPolicy: 'untrusted', enforcement: 'sandbox', sandboxMode: 'read-only' },
    ];
    for (const setting of settings) {
      const decider = engine.decider(setting);
      if (decider === null) continue;
      for (const command of [...COMMANDS, ...OWN]) {
        const decision = decide(decider, command);
        if (decision === null) continue;
        alone++;
        expect([command, setting, decision]).toEqual([command, setting, engine.evaluate({ ...setting, command }).decision]);
      }
    }
    expect(alone).toBeGreaterThan(400);
  });
});
