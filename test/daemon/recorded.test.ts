/** Decisions on record: written before they are heard of, told to who has asked, and nothing allowed that cannot be recorded. */
import { describe, expect, it } from 'vitest';
import type { AuditLog, AuditRecord } from '../../src/audit/index.ts';
import type { Diagnostic } from '../../src/base/index.ts';
import type { ServiceAudit } from '../../src/daemon/index.node.ts';
import { makeService, request, TestClient } from '../support/daemon.ts';

const FULL: Diagnostic = { code: 'AU001', severity: 'error', message: 'the disk is full' };

/** A log in memory, and what was written to it when. */
class TestLog implements AuditLog {
  readonly events: string[] = [];
  readonly records: AuditRecord[] = [];
  fault: Diagnostic | null = null;
  #queued = 0;

  append(record: AuditRecord): void {
    this.records.push(record);
    this.#queued++;
  }

  flush(): Diagnostic | null {
    if (this.#queued > 0) this.events.push(`${this.#queued} written`);
    this.#queued = 0;
    return this.fault;
  }

  close(): void {}
}

function auditOf(log: AuditLog, isRequired: boolean): ServiceAudit {
  return { log, isRequired, query: async () => ({ entries: [], diagnostics: [] }) };
}

const decide = (id: number, command: string) => request(id, 'policy/decide', { command });

describe('a decision', () => {
  it('is on record before it is heard of, with who asked', async () => {
    const log = new TestLog();
    const principal = { user: 'ann', groups: ['dev'] };
    const client = await new TestClient(makeService('allow make', { audit: auditOf(log, false) })).begin({
      principal,
      surface: 'cloud',
      client: { name: 'x' },
    });
    client.send(decide(1, 'make'), request(2, 'policy/evaluate', [{ command: 'rm x' }, { command: 'make' }]), decide(3, 'make'));
    await client.until(3);
    expect(log.records.map(({ method, decision, request: asked }) => [method, decision, asked])).toEqual([
      ['policy/decide', 'allow', { command: 'make' }],
      ['policy/evaluate', 'prompt', { command: 'rm x' }],
      ['policy/evaluate', 'allow', { command: 'make' }],
      ['policy/decide', 'allow', { command: 'make' }],
    ]);
    expect(log.records[0]).toMatchObject({ principal, surface: 'cloud', client: { name: 'x', version: null }, workspace: '/srv/repo' });
    expect(log.events.length).toBeGreaterThan(0);
  });

  it('that allows is taken back where it must be on record and cannot be', async () => {
    const log = new TestLog();
    log.fault = FULL;
    const evaluate = (id: number, command: string) => request(id, 'policy/evaluate', { command });
    const required = await new TestClient(makeService('allow make', { audit: auditOf(log, true) })).begin();
    required.send(evaluate(1, 'make'), evaluate(2, 'rm x'), decide(3, 'make'));
    expect(required.said.map(({ result }) => (result as { decision: string }).decision)).toEqual(['forbidden', 'prompt', 'forbidden']);
    expect(required.said[0]?.result).toMatchObject({
      reason: 'the audit log is required and cannot be written',
      diagnostics: [{ code: 'DM002', severity: 'error' }],
    });
    const optional = await new TestClient(makeService('allow make', { audit: auditOf(log, false) })).begin();
    optional.send(decide(1, 'make'));
    expect(optional.said[0]?.result).toMatchObject({ decision: 'allow' });
  });

  it('is told to clients that have asked for it, whoever it was made for', async () => {
    const service = makeService('allow make');
    const listener = await new TestClient(service).begin({ notifications: ['audit/decision'] });
    const other = await new TestClient(service).begin();
    other.send(decide(1, 'make'), decide(2, 'make'));
    expect(listener.said).toMatchObject([
      { method: 'audit/decision', params: { decision: 'allow', request: { command: 'make' } } },
      { method: 'audit/decision', params: { decision: 'allow', request: { command: 'make' } } },
    ]);
    listener.session.close();
    other.send(decide(3, 'make'));
    expect(listener.said).toHaveLength(2);
    expect(other.said).toHaveLength(3);
  });

  it('is told without its secrets', async () => {
    const service = makeService('allow make');
    const listener = await new TestClient(service).begin({ notifications: ['audit/decision'] });
    const secret = `ghp_${'a1B2'.repeat(9)}`;
    listener.send(decide(1, `curl -H 'Authorization: Bearer ${secret}' https://api.example`));
    expect(JSON.stringify(listener.said)).not.toContain(secret);
    expect(listener.said).toMatchObject([{ method: 'audit/decision', params: { decision: 'prompt' } }, { id: 1 }]);
  });
});
