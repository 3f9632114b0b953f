/** No spelling of a host loosens its decision: every trick that some program would read as the host, against the host's own decision. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isLooser } from '../../src/base/index.ts';
import { evaluateNetwork, isPublicAddress, normaliseHost, parseAddress } from '../../src/network/index.ts';
import { policyOf, settings } from '../support/network.ts';

const POLICIES = [
  policyOf({
    managed: settings({
      allow: ['example.com', '**.both.test', '9.9.9.9', '127.0.0.1', '*.bücher.test', '[2606:4700::1111]'],
      deny: ['bad.both.test', '8.8.4.4', '**.evil.test', '[2606:4700::bad]'],
      review: ['review.both.test'],
    }),
  }),
  policyOf({ settings: settings({ allow: ['*'], deny: ['**.evil.test', 'bad.both.test', '8.8.4.4', '[2606:4700::bad]'] }) }),
  policyOf({ settings: settings(null) }),
  policyOf({}),
];

const NAMES = [
  'example.com',
  'x.both.test',
  'bad.both.test',
  'review.both.test',
  'a.evil.test',
  'a.xn--bcher-kva.test',
  'localhost',
  'other.test',
];
const QUADS = ['9.9.9.9', '8.8.4.4', '127.0.0.1', '127.0.0.2', '10.1.2.3', '169.254.169.254', '1.1.1.1', '0.0.0.0'];
const GROUPS = ['2606:4700::1111', '2606:4700::bad', '::1', 'fc00::1', 'fe80::1', '64:ff9b::1'];

const digit = fc.nat();

/** Changes that leave the meaning alone, at least for some program. */
const nameSpelling = fc
  .tuple(fc.constantFrom(...NAMES), fc.array(fc.tuple(fc.constantFrom(...nameTricks()), digit), { maxLength: 4 }))
  .map(([host, tricks]) => ({ host, spelling: tricks.reduce((text, [trick, at]) => trick(text, at), host) }));

function nameTricks(): readonly ((text: string, at: number) => string)[] {
  return [
    (text, at) => change(text, at, (c) => c.toUpperCase()),
    (text) => text.toUpperCase(),
    (text) => `${text}.`,
    (text) => `${text}:443`,
    (text, at) => change(text, at, (c) => `%${c.charCodeAt(0).toString(16)}`),
    (text, at) => change(text, at, (c) => (/[!-~]/.test(c) ? String.fromCharCode(c.charCodeAt(0) + 0xfee0) : c)),
    (text, at) => change(text, at, (c) => (c === '.' ? '。' : c)),
    (text, at) => change(text, at, (c) => (/[a-z]/.test(c) ? String.fromCodePoint(0x24d0 + c.charCodeAt(0) - 97) : c)),
    (text, at) => change(text, at, (c) => `${c}\u00ad`),
    (text, at) => change(text, at, (c) => `${c}\u200b`),
    (text, at) => change(text, at, (c) => `${c}\t`),
    (text) => `${text}\0.example.com`,
    (text) => `user@${text}`,
    (text) => `example.com@${text}`,
    (text) => ` ${text} `,
    (text) => `//${text}/`,
    (text) => `[${text}]`,
    (text) => text.replace('xn--bcher-kva', 'bücher'),
    (text) => text.replace('bücher', 'BÜCHER').normalize('NFD'),
    (text) => text.replace('k', '\u212a'),
    (text) => text.replace('s', 'ſ'),
  ];
}

function change(text: string, at: number, how: (c: string) => string): string {
  const characters = Array.from(text);
  const index = at % characters.length;
  return characters.map((c, i) => (i === index ? how(c) : c)).join('');
}

const quadSpelling = fc
  .tuple(fc.constantFrom(...QUADS), fc.constantFrom(...quadTricks()))
  .map(([host, trick]) => ({ host, spelling: trick(host.split('.').map(Number)) }));

function quadTricks(): readonly ((parts: number[]) => string)[] {
  const number = (parts: readonly number[]) => parts.reduce((sum, part) => sum * 256 + part, 0);
  return [
    (parts) => String(number(parts)),
    (parts) => `0x${number(parts).toString(16)}`,
    (parts) => `0${number(parts).toString(8)}`,
    (parts) => parts.map((part) => `0x${part.toString(16)}`).join('.'),
    (parts) => parts.map((part) => `0${part.toString(8)}`).join('.'),
    (parts) => parts.map((part) => String(part).padStart(3, '0')).join('.'),
    (parts) => `${parts[0]}.${number(parts.slice(1))}`,
    (parts) => `${parts[0]}.${parts[1]}.${number(parts.slice(2))}`,
    (parts) => `${number(parts) + 2 ** 32}`,
    (parts) => `::ffff:${parts.join('.')}`,
    (parts) => `[::FFFF:${parts.join('.')}]`,
    (parts) => `::ffff:${(number(parts.slice(0, 2))).toString(16)}:${number(parts.slice(2)).toString(16)}`,
    (parts) => `0:0:0:0:0:ffff:${parts.join('.')}`,
    (parts) => `${parts.join('.')}.`,
    (parts) => parts.join('。'),
    (parts) => Array.from(parts.join('.'), (c) => (c === '.' ? c : String.fromCharCode(c.charCodeAt(0) + 0xfee0))).join(''),
    (parts) => `${parts.join('.')}:80`,
    (parts) => `%3${String(parts[0])[0]}${parts.join('.').slice(1)}`,
  ];
}

const groupSpelling = fc
  .tuple(fc.constantFrom(...GROUPS), fc.constantFrom(...groupTricks()))
  .map(([host, trick]) => ({ host, spelling: trick(host) }));

function groupTricks(): readonly ((text: string) => string)[] {
  const full = (text: string) => {
    const [left = '', right = ''] = text.split('::');
    const before = left === '' ? [] : left.split(':');
    const after = right === '' ? [] : right.split(':');
    return [...before, ...Array<string>(8 - before.length - after.length).fill('0'), ...after];
  };
  return [
    (text) => text.toUpperCase(),
    (text) => `[${text}]`,
    (text) => `[${text}]:443`,
    (text) => full(text).join(':'),
    (text) =>
      full(text)
        .map((group) => group.padStart(4, '0'))
        .join(':'),
    (text) => `${text}%eth0`,
    (text) => `[${text}%25lo]`,
  ];
}

test('no spelling of a host loosens its decision', () => {
  const spelt = fc.oneof({ weight: 3, arbitrary: nameSpelling }, quadSpelling, groupSpelling);
  fc.assert(
    fc.property(spelt, fc.constantFrom(...POLICIES), ({ host, spelling }, policy) => {
      const own = evaluateNetwork(policy, { host }).decision;
      const { decision } = evaluateNetwork(policy, { host: spelling });
      return !isLooser(decision, own);
    }),
    { numRuns: 100_000 },
  );
});

test('the tricks really reach decisions of every kind', () => {
  const decisions = fc
    .sample(fc.tuple(nameSpelling, fc.constantFrom(...POLICIES)), 2_000)
    .map(([{ spelling }, policy]) => evaluateNetwork(policy, { host: spelling }).decision);
  expect(new Set(decisions)).toEqual(new Set(['allow', 'prompt', 'forbidden']));
});

test('what is accepted is in its final form: reading it again changes nothing', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.webAuthority(),
    fc.domain(),
    fc.ipV4Extended(),
    fc.ipV6(),
    nameSpelling.map(({ spelling }) => spelling),
  );
  fc.assert(
    fc.property(text, (spelling) => {
      const host = normaliseHost(spelling);
      if (host.type === 'refused') return;
      const again = normaliseHost(host.type === 'address' && host.zone !== null ? `${host.text}%${host.zone}` : host.text);
      expect(again).toEqual(host);
    }),
    { numRuns: 20_000 },
  );
});

test('every address notation is read as the platform reads it, or refused', () => {
  fc.assert(
    fc.property(fc.oneof(fc.ipV4Extended(), fc.ipV4(), fc.ipV6()), (text) => {
      const host = normaliseHost(text);
      if (host.type !== 'address') return;
      const shown = new URL(`http://${text.includes(':') ? `[${text}]` : text}/`).hostname.replace(/^\[|\]$/g, '');
      const mapped = /^::ffff:([0-9a-f]+):([0-9a-f]+)$/.exec(shown);
      const platform = mapped ? quadOf(mapped[1] ?? '', mapped[2] ?? '') : shown;
      expect(host.text).toBe(platform);
    }),
    { numRuns: 20_000 },
  );
});

function quadOf(high: string, low: string): string {
  const [a, b] = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
  return [a >> 8, a & 255, b >> 8, b & 255].join('.');
}

test('what Codex takes for private is never public for us', () => {
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
      const address = parseAddress(text);
      if (!address || !isPublicAddress(address)) return true;
      const codex = policyOf({ profile: 'codex', managed: settings({ allow: ['x.test'] }) });
      return evaluateNetwork(codex, { host: text }).findings.every(({ code }) => code !== 'NW022');
    }),
    { numRuns: 10_000 },
  );
});
