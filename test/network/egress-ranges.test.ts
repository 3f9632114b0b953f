import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { describe, expect, test } from 'vitest';
import {
  compareRanges,
  type EgressRanges,
  evaluateNetwork,
  isOlder,
  matchRange,
  parseAddress,
  parseEgressRanges,
} from '../../src/network/index.ts';
import { policyOf, settings } from '../support/network.ts';

function rangesOf(json: unknown): EgressRanges {
  const { value, diagnostics } = parseEgressRanges('ranges.json', JSON.stringify(json));
  if (!value) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return value;
}

function holds(ranges: EgressRanges, text: string): string | null {
  const address = parseAddress(text);
  if (!address) throw new Error(`no address ${text}`);
  return matchRange(ranges, address)?.text ?? null;
}

describe('egress ranges', () => {
  test('three published forms say the same', () => {
    const prefixes = { version4: ['20.0.0.0/24', '23.102.140.112/28'], version6: ['2603:1030::/48'] };
    const forms = [
      {
        creationTime: '2026-11-01T00:00:00Z',
        prefixes: [{ ipv4Prefix: '23.102.140.112/28' }, { ipv4Prefix: '20.0.0.0/24' }, { ipv6Prefix: '2603:1030::/48' }],
      },
      {
        createDate: '2026-11-01',
        prefixes: [{ ip_prefix: '20.0.0.0/24', region: 'x' }, { ip_prefix: '23.102.140.112/28' }],
        ipv6_prefixes: [{ ipv6_prefix: '2603:1030::/48' }],
      },
      ['2603:1030::/48', '23.102.140.112/28', '20.0.0.0/24'],
    ];
    const read = forms
      .map(rangesOf)
      .map(({ version4, version6 }) => ({ version4: version4.map(({ text }) => text), version6: version6.map(({ text }) => text) }));
    expect(read).toEqual([prefixes, prefixes, prefixes]);
  });

  test.each([
    ['not JSON', '{', 'NW060'],
    ['no list', '{"ranges": []}', 'NW060'],
    ['an empty list', '{"prefixes": []}', 'NW060'],
    ['a list that is none', '{"prefixes": {"ipv4Prefix": "20.0.0.0/24"}}', 'NW060'],
    ['an entry without prefix', '{"prefixes": [{"ipv4": "20.0.0.0/24"}]}', 'NW060'],
    ['an entry with two', '{"prefixes": [{"ipv4Prefix": "20.0.0.0/24", "ipv6Prefix": "2603::/32"}]}', 'NW060'],
    ['a number', '[1]', 'NW060'],
    ['no prefix length', '["20.0.0.0"]', 'NW061'],
    ['a prefix length too large', '["20.0.0.0/33"]', 'NW061'],
    ['leading zeros', '["20.0.0.0/08"]', 'NW061'],
    ['bits behind the prefix', '["20.0.0.1/24"]', 'NW061'],
    ['an odd address', '["20.1/24"]', 'NW061'],
    ['everything', '["0.0.0.0/0"]', 'NW062'],
    ['half of everything', '["128.0.0.0/1"]', 'NW062'],
    ['all of IPv6', '["::/0"]', 'NW062'],
    ['private', '["10.0.0.0/8"]', 'NW063'],
    ['private inside', '["172.0.0.0/8"]', 'NW063'],
    ['private IPv6', '["fd00::/32"]', 'NW063'],
    ['documentation', '["198.51.100.0/24"]', 'NW063'],
  ])('a file with %s is refused', (_, text, code) => {
    const { value, diagnostics } = parseEgressRanges('ranges.json', text);
    expect([value, diagnostics.map((each) => [each.code, each.severity])]).toEqual([null, [[code, 'error']]]);
  });

  test('a range that another one covers is left out with a warning', () => {
    const { value, diagnostics } = parseEgressRanges('ranges.json', '["20.0.0.0/24", "20.0.0.0/16", "20.0.0.0/16"]');
    expect(value?.version4.map(({ text }) => text)).toEqual(['20.0.0.0/16']);
    expect(diagnostics.map(({ code, severity, message }) => [code, severity, message])).toEqual([
      ['NW064', 'warning', '`20.0.0.0/16` is covered by another range of the file'],
      ['NW064', 'warning', '`20.0.0.0/24` is covered by another range of the file'],
    ]);
  });

  test('the first and the last address belong to a range, their neighbours do not', () => {
    const ranges = rangesOf(['23.102.140.112/28', '2603:1030::/47']);
    const addresses = [
      '23.102.140.111',
      '23.102.140.112',
      '23.102.140.127',
      '23.102.140.128',
      '2603:102f:ffff::',
      '2603:1030::',
      '2603:1030:1:ffff::1',
      '2603:1030:2::',
    ];
    expect(addresses.map((address) => holds(ranges, address) !== null)).toEqual([false, true, true, false, false, true, true, false]);
  });

  test('finds what ipaddr.js finds', () => {
    const prefix = fc
      .tuple(fc.integer({ min: 0, max: 15 }), fc.integer({ min: 0, max: 255 }), fc.integer({ min: 16, max: 30 }))
      .map(([a, b, bits]) => {
        const base = ipaddr.IPv4.networkAddressFromCIDR(`20.${a}.${b}.0/${bits}`).toString();
        return `${base}/${bits}`;
      });
    const address = fc
      .tuple(fc.integer({ min: 0, max: 16 }), fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 255 }))
      .map(([a, b, c]) => `20.${a}.${b}.${c}`);
    fc.assert(
      fc.property(fc.array(prefix, { minLength: 1, maxLength: 20 }), address, (prefixes, text) => {
        const expected = prefixes.some((cidr) => ipaddr.parse(text).match(ipaddr.parseCIDR(cidr)));
        expect(holds(rangesOf(prefixes), text) !== null).toBe(expected);
      }),
      { numRuns: 5_000 },
    );
  });

  test('the difference between two files, and going back in time', () => {
    const before = rangesOf({
      creationTime: '2026-11-02T00:00:00Z',
      prefixes: [{ ipv4Prefix: '20.0.0.0/24' }, { ipv4Prefix: '20.0.1.0/24' }],
    });
    const after = rangesOf({
      creationTime: '2026-11-01T00:00:00Z',
      prefixes: [{ ipv4Prefix: '20.0.1.0/24' }, { ipv4Prefix: '20.0.2.0/24' }],
    });
    expect(compareRanges(before, after)).toEqual({ added: ['20.0.2.0/24'], removed: ['20.0.0.0/24'], unchanged: 1 });
    expect([isOlder(before, after), isOlder(after, before), isOlder(rangesOf(['20.0.0.0/24']), after)]).toEqual([true, false, false]);
  });

  test('an address in a range counts as allowed, a private one never does', () => {
    const policy = policyOf({ settings: settings({ allow: ['a.test'], deny: ['20.0.0.9'] }), ranges: [rangesOf(['20.0.0.0/24'])] });
    const decisions = ['20.0.0.1', '20.0.1.1', '20.0.0.9', '10.0.0.1'].map((host) => evaluateNetwork(policy, { host }).decision);
    expect(decisions).toEqual(['allow', 'forbidden', 'forbidden', 'forbidden']);
  });
});
