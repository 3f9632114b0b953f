import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Decision } from '../../src/base/index.ts';
import { decideMcp, evaluateMcp, type IdentityPattern, type McpRequest } from '../../src/mcp/index.ts';
import { allowList, compileMcp, mcpPolicyOf } from '../support/mcp.ts';

interface IdentityCase extends McpRequest {
  readonly decision: Decision;
  readonly codes: readonly string[];
  readonly codex: Decision;
  readonly why: string;
}

const { servers, plugins, cases } = JSON.parse(readFileSync(new URL('../cases/mcp-identities.json', import.meta.url), 'utf8')) as {
  servers: Record<string, IdentityPattern>;
  plugins: Record<string, Record<string, IdentityPattern>>;
  cases: IdentityCase[];
};

const requirements = allowList(servers, plugins);
const strict = mcpPolicyOf({ requirements });
const codex = mcpPolicyOf({ requirements, profile: 'codex' });

describe('MCP identities and what is decided about them', () => {
  test('there are at least 60', () => expect(cases.length).toBeGreaterThanOrEqual(60));

  test.each(cases)('$server: $why', ({ decision, codes, codex: byCodex, why: _, ...request }) => {
    const { decision: decided, findings } = evaluateMcp(strict, request);
    expect([decideMcp(strict, request), decideMcp(codex, request)]).toEqual([decision, byCodex]);
    expect([decided, findings.map(({ code }) => code), evaluateMcp(codex, request).decision]).toEqual([decision, codes, byCodex]);
  });

  test('identities that say less than they seem to are warned about', () => {
    expect(compileMcp({ requirements }).diagnostics.map(({ code, severity }) => `${severity} ${code}`)).toEqual([
      'warning MC034',
      'warning MC034',
      'warning MC034',
    ]);
    const launcher = allowList({ a: { type: 'command', command: '/usr/bin/npx' } });
    expect(compileMcp({ requirements: launcher }).diagnostics.map(({ code }) => code)).toEqual(['MC033']);
    expect(compileMcp({ requirements: launcher, profile: 'codex' }).diagnostics).toEqual([]);
  });
});
