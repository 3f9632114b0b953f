/** Policy that changes while requests are asked: seen however it changes, swapped between two requests, told to who wants to know. */
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PolicyWatch, Service } from '../../src/daemon/index.node.ts';
import { filePolicySource } from '../../src/engine/index.node.ts';
import { policyFrom } from '../support/command.ts';
import { type Message, makeService, request, TestClient, TestSource } from '../support/daemon.ts';

const rule = (prefix: string, decision: string) => `prefix_rule(pattern=["${prefix}"], decision="${decision}")\n`;

describe('files that are watched', () => {
  let folder: string;
  let watch: PolicyWatch;
  let client: TestClient;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'portcullis-reload-'));
    mkdirSync(join(folder, 'rules'));
    writeFileSync(join(folder, 'rules/a.rules'), rule('make', 'allow'));
    watch = new PolicyWatch();
    const source = filePolicySource({ rules: [join(folder, 'rules')], requirements: [] });
    const service = new Service({
      host: { cwd: folder, user: 'dev' },
      sourceFor: () => source,
      audit: null,
      onPaths: (each) => watch.follow(each),
    });
    client = await new TestClient(service).begin({ notifications: ['policy/changed', 'policy/broken'] });
    // Events of what was there before may still be on their way.
    await new Promise((resolve) => setTimeout(resolve, 300));
    client.writes.length = 0;
  });

  afterEach(async () => {
    client.session.close();
    await watch.close();
    rmSync(folder, { recursive: true });
  });

  /** Waits for one notification, and what `make` is then. */
  async function told(): Promise<{ readonly method: string | undefined; readonly decision: string; readonly stale: boolean }> {
    const [{ method } = {} as Message] = await client.until(1);
    client.writes.length = 0;
    client.send(request(1, 'policy/decide', { command: 'make' }));
    const [answer] = client.said as [{ result: { decision: string; policy: { stale: boolean } } }];
    client.writes.length = 0;
    return { method, decision: answer.result.decision, stale: answer.result.policy.stale };
  }

  it('are seen when they are written, replaced by rename, added and deleted', async () => {
    writeFileSync(join(folder, 'rules/a.rules'), rule('make', 'prompt'));
    expect(await told()).toEqual({ method: 'policy/changed', decision: 'prompt', stale: false });
    writeFileSync(join(folder, 'new'), rule('make', 'allow'));
    renameSync(join(folder, 'new'), join(folder, 'rules/a.rules'));
    expect(await told()).toEqual({ method: 'policy/changed', decision: 'allow', stale: false });
    writeFileSync(join(folder, 'rules/b.rules'), rule('make', 'forbidden'));
    expect(await told()).toEqual({ method: 'policy/changed', decision: 'forbidden', stale: false });
    rmSync(join(folder, 'rules/b.rules'));
    expect(await told()).toEqual({ method: 'policy/changed', decision: 'allow', stale: false });
  });

  it('that break are told to be broken, allow nothing, and every answer says so until they are repaired', async () => {
    writeFileSync(join(folder, 'rules/a.rules'), 'prefix_rule(');
    expect(await told()).toEqual({ method: 'policy/broken', decision: 'prompt', stale: true });
    writeFileSync(join(folder, 'rules/a.rules'), rule('make', 'allow'));
    expect(await told()).toEqual({ method: 'policy/changed', decision: 'allow', stale: false });
  });

  it('may go and come back as a whole folder', async () => {
    renameSync(join(folder, 'rules'), join(folder, 'gone'));
    expect(await told()).toEqual({ method: 'policy/broken', decision: 'forbidden', stale: true });
    renameSync(join(folder, 'gone'), join(folder, 'rules'));
    expect(await told()).toEqual({ method: 'policy/changed', decision: 'allow', stale: false });
  });
});

describe('policy/reload', () => {
  it('answers whether the policy is another one, and what comes behind it is answered by that', async () => {
    const source = new TestSource(policyFrom('allow make'));
    const client = await new TestClient(makeService('', { sourceFor: () => source })).begin();
    source.set(policyFrom('forbid make'));
    const decide = (id: number) => request(id, 'policy/decide', { command: 'make' });
    client.send(decide(1), request(2, 'policy/reload'), decide(3), request(4, 'policy/reload'));
    const said = await client.until(4);
    expect(
      said.map(({ id, result }) => [
        id,
        (result as { decision?: string; changed?: boolean }).decision ?? (result as { changed: boolean }).changed,
      ]),
    ).toEqual([
      [1, 'allow'],
      [2, true],
      [3, 'forbidden'],
      [4, false],
    ]);
  });

  it('that fails as a whole forbids everything until one succeeds', async () => {
    const source = new TestSource(policyFrom('allow make'));
    const client = await new TestClient(makeService('', { sourceFor: () => source })).begin();
    source.load = () => Promise.reject(new Error('the disk is on fire'));
    const evaluate = (id: number) => request(id, 'policy/evaluate', { command: 'make' });
    client.send(request(1, 'policy/reload'), evaluate(2));
    const [, broken] = await client.until(2);
    expect(broken?.result).toMatchObject({
      decision: 'forbidden',
      reason: expect.stringContaining('the disk is on fire'),
      policy: { stale: true },
    });
    source.load = TestSource.prototype.load;
    client.send(request(3, 'policy/reload'), evaluate(4));
    expect((await client.until(4))[3]?.result).toMatchObject({ decision: 'allow', policy: { stale: false } });
  });

  it('answers every request of a stream by one policy or the other, and loses none', async () => {
    const source = new TestSource(policyFrom('allow make'));
    const service = makeService('', { sourceFor: () => source });
    const client = await new TestClient(service).begin();
    const fingerprints = new Map<string, string>();
    for (let round = 0; round < 50; round++) {
      source.set(policyFrom(round % 2 === 0 ? 'forbid make' : 'allow make'));
      const reloading = service.reload();
      client.send(...Array.from({ length: 20 }, (_, i) => request(round * 20 + i, 'policy/decide', { command: 'make' })));
      await reloading;
    }
    const { said } = client;
    expect(said.map(({ id }) => id)).toEqual(Array.from({ length: 1_000 }, (_, i) => i));
    for (const { result } of said) {
      const { decision, policy } = result as { decision: string; policy: { fingerprint: string } };
      expect(fingerprints.get(policy.fingerprint) ?? decision).toBe(decision);
      fingerprints.set(policy.fingerprint, decision);
    }
    expect([...fingerprints.values()].sort()).toEqual(['allow', 'forbidden']);
  });
});
