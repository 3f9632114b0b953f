import { describe, expect, test } from 'vitest';
import {
  COMMON_DEPENDENCIES,
  type EnvironmentNetwork,
  evaluateNetwork,
  parsePattern,
  resolveEnvironment,
} from '../../src/network/index.ts';
import { ORIGIN, policyOf } from '../support/network.ts';

const BASE: EnvironmentNetwork = { access: 'on', preset: 'none', additionalDomains: [], allowedMethods: 'all', origin: ORIGIN };

function decide(environment: Partial<EnvironmentNetwork>, url: string, method = 'GET') {
  const { value } = resolveEnvironment({ ...BASE, ...environment });
  if (!value) throw new Error('no settings');
  return evaluateNetwork(policyOf({ settings: value }), { url, method }).decision;
}

describe('network access of an environment', () => {
  const preset = Object.values(COMMON_DEPENDENCIES).flat();

  test('off: everything is forbidden, listed or not', () => {
    const off = { access: 'off', preset: 'common-dependencies', additionalDomains: ['a.test'] } as const;
    expect([decide(off, 'https://a.test/'), decide(off, `https://${preset[0]}/`), decide(off, 'https://b.test/')]).toEqual([
      'forbidden',
      'forbidden',
      'forbidden',
    ]);
  });

  test('on: the preset and the additional domains, and nobody is asked about the rest', () => {
    const on = { preset: 'common-dependencies', additionalDomains: ['*.a.test'] } as const;
    const urls = [`https://${preset[0]}/x`, `https://files.${preset[0]}/x`, 'https://x.a.test/', 'https://a.test/', 'https://b.test/'];
    expect(urls.map((url) => decide(on, url))).toEqual(['allow', 'allow', 'allow', 'forbidden', 'forbidden']);
  });

  test('on without preset: an empty list blocks everything', () => {
    expect([decide({}, 'https://a.test/'), decide({}, `https://${preset[0]}/`)]).toEqual(['forbidden', 'forbidden']);
  });

  test('only some methods', () => {
    const some = { additionalDomains: ['a.test'], allowedMethods: ['GET', 'HEAD'] } as const;
    expect(['GET', 'head', 'POST', 'DELETE'].map((method) => decide(some, 'https://a.test/', method))).toEqual([
      'allow',
      'allow',
      'forbidden',
      'forbidden',
    ]);
  });

  test('an unknown preset and methods that are none are errors', () => {
    expect(resolveEnvironment({ ...BASE, preset: 'common-dependency' })).toEqual({
      value: null,
      diagnostics: [
        {
          code: 'NW047',
          severity: 'error',
          message: 'there is no preset `common-dependency`',
          place: ORIGIN,
          help: 'did you mean `common-dependencies`?',
        },
      ],
    });
    expect(resolveEnvironment({ ...BASE, allowedMethods: ['get'] }).diagnostics.map(({ code }) => code)).toEqual(['NW046']);
  });

  test('every domain of the preset is a plain name that stands for a whole domain, once', () => {
    expect(preset.map((domain) => parsePattern(`**.${domain}`))).toEqual(preset.map((text) => ({ type: 'name', text, reach: 'both' })));
    expect(new Set(preset).size).toBe(preset.length);
  });
});
