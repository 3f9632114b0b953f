/** Secrets do not get into the log, and what is no secret stays readable. All tokens here are made up. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AuditRecord, recordOf } from '../../src/audit/index.ts';
import { createRedactor } from '../../src/audit/redact.ts';
import { SECRET_FORMATS } from '../../src/audit/secret-format.ts';
import { SECRET_PLACES } from '../../src/audit/secret-place.ts';
import { MAX_AUDIT_KEY_NAME } from '../../src/base/index.ts';

const redactor = await createRedactor();

const A = (count: number) => 'aB3'.repeat(count).slice(0, count);
const HEX = (count: number) => '0a9f'.repeat(count).slice(0, count);

describe('known tokens', () => {
  it.each([
    [`git push https://ghp_${A(36)}@github.example/x`, 'git push https://[redacted:github-token]@github.example/x'],
    [`echo github_pat_${A(22)}_${A(59)} > f`, 'echo [redacted:github-token] > f'],
    [`x glpat-${A(20)} y`, 'x [redacted:gitlab-token] y'],
    ['aws configure set x AKIAABCDEFGHIJKLMNOP', 'aws configure set x [redacted:aws-key-id]'],
    [`f AIza${A(35)}`, 'f [redacted:google-api-key]'],
    [`a "sk-ant-api03-${A(40)}" b`, 'a "[redacted:anthropic-key]" b'],
    [`a sk-proj-${A(40)} b`, 'a [redacted:openai-key] b'],
    [`npm set npm_${A(36)}`, 'npm set [redacted:npm-token]'],
    [`xoxb-${HEX(12)}-${A(20)}`, '[redacted:slack-token]'],
    [`a eyJ${A(20)}.eyJ${A(30)}.${A(40)} b`, 'a [redacted:jwt] b'],
    [`MT${A(24)}.${A(6)}.${A(30)}`, '[redacted:discord-token]'],
    [
      `https://hooks.slack.com/services/T000/B000/${A(24)}`,
      'https://hooks.slack.com/[redacted:slack-webhook]'.replace('/[', '/services/['),
    ],
    [`curl https://discord.com/api/webhooks/12345/${A(30)}`, 'curl https://discord.com/api/webhooks/12345/[redacted:discord-webhook]'],
    [
      `cat <<E\n-----BEGIN RSA PRIVATE KEY-----\n${A(60)}\n-----END RSA PRIVATE KEY-----\nE`,
      'cat <<E\n-----BEGIN RSA PRIVATE KEY-----[redacted:private-key]-----END RSA PRIVATE KEY-----\nE',
    ],
    [`-----BEGIN OPENSSH PRIVATE KEY-----\n${A(60)}`, '-----BEGIN OPENSSH PRIVATE KEY-----[redacted:private-key]'],
  ])('%s', (text, expected) => {
    expect(redactor.redactText(text)).toBe(expected);
  });
});

describe('places of secrets', () => {
  const N = '[redacted:named-secret]';
  const P = '[redacted:password]';
  it.each([
    ['DB_PASSWORD=hunter2 npm test', `DB_PASSWORD=${N} npm test`],
    ["export clientSecret='a b c'; ls", `export clientSecret='${N}'; ls`],
    ['tool --api-key "k 1" --out f', `tool --api-key "${N}" --out f`],
    ['tool --token=abc --verbose', `tool --token=${N} --verbose`],
    ['tool --access-token abc', `tool --access-token ${N}`],
    ['curl "https://x.example/?user=a&token=abc&b=1"', `curl "https://x.example/?user=a&token=${N}&b=1"`],
    [`curl -d '{"user":"a","password":"x y"}' h`, `curl -d '{"user":"a","password":"${N}"}' h`],
    ['curl -d "{\\"password\\": \\"x y\\"}" h', `curl -d "{\\"password\\": \\"${N}\\"}" h`],
    ['git clone https://me:hunter2@h.example/r', 'git clone https://me:[redacted:url-password]@h.example/r'],
    ['curl -H "Authorization: Bearer abcdefgh12" h', 'curl -H "Authorization: Bearer [redacted:authorization]" h'],
    ["curl -H 'X-Api-Key: abc' h", `curl -H 'X-Api-Key: ${N}' h`],
    ['curl -b x -H "Cookie: a=b; c=d" h', 'curl -b x -H "Cookie: [redacted:cookie]" h'],
    ['curl -s -u me:hunter2 https://h', `curl -s -u me:${P} https://h`],
    ['mysql -u root -phunter2 db', `mysql -u root -p${P} db`],
    ['sshpass -p hunter2 ssh h', `sshpass -p ${P} ssh h`],
    ['docker login -u me -p hunter2 r.example', `docker login -u me -p ${P} r.example`],
    ['redis-cli -h h -a hunter2 ping', `redis-cli -h h -a ${P} ping`],
    ['openssl rsa -passin pass:hunter2 -in k', `openssl rsa -passin pass:${P} -in k`],
  ])('%s', (text, expected) => {
    expect(redactor.redactText(text)).toBe(expected);
  });

  it.each([
    'git push origin main --force && npm test 2>&1 | tail -5',
    'export TOKEN=$GITHUB_TOKEN; tool --token "$TOKEN" --password-stdin < f',
    'sort --key=2 -t: /etc/passwd; git log --author=me',
    'llm --max-tokens 100 --max_tokens=5',
    'git clone ssh://git@host.example:22/r; cd /a@b; npm i @scope/name@1.2.3',
    'docker run -p 8080:80 --name basic x; cp -p a b; grep -u x',
    'sha256sum e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    'task-abcdefghijklmnopqrstuvwxyz0123456789abcd',
    'tool --secret true --no-token=false',
  ])('stays: %s', (text) => {
    expect(redactor.redactText(text)).toBe(text);
  });
});

const SESSION = { surface: 'local', principal: { user: 'ada', groups: [] }, client: null, workspace: '/w' } as const;

function redactedRequest(request: Readonly<Record<string, unknown>>): unknown {
  const policy = { fingerprint: 'sha256:0', stale: false };
  const answer = { decision: 'allow', reason: '', policy } as const;
  const record: AuditRecord = recordOf(SESSION, { time: '', method: 'policy/evaluate', request, answer, durationUs: 1 });
  return JSON.parse(JSON.stringify(redactor.redactRecord(record).request));
}

describe('a text full of secrets', () => {
  it('is cut behind the last one that is looked at', () => {
    expect(redactor.redactText(`${'token=abc '.repeat(100)} end`)).toBe(
      `${'token=[redacted:named-secret] '.repeat(64)}token=[redacted:rest]`,
    );
  });
});

describe('requests', () => {
  it('are redacted as a line of words, where one word is the option and the next one its value', () => {
    expect(redactedRequest({ argv: ['curl', '-u', 'me:hunter2', '--token', 'abc', 'https://a:b@c'] })).toEqual({
      argv: ['curl', '-u', 'me:[redacted:password]', '--token', '[redacted:named-secret]', 'https://a:[redacted:url-password]@c'],
    });
  });

  it('are redacted by key, at any depth', () => {
    const request = {
      kind: 'mcp',
      arguments: { apiKey: 'abc', db: { db_password: 5, maxTokens: 5, hasToken: true }, list: [{ secret: ['x'] }] },
    };
    expect(redactedRequest(request)).toEqual({
      kind: 'mcp',
      arguments: {
        apiKey: '[redacted:named-secret]',
        db: { db_password: '[redacted:named-secret]', maxTokens: 5, hasToken: true },
        list: [{ secret: '[redacted:named-secret]' }],
      },
    });
  });

  it('hide what stands under a key too long to look at', () => {
    const key = 'k'.repeat(MAX_AUDIT_KEY_NAME);
    expect(redactedRequest({ [key]: 'shown', [`${key}k`]: 'hidden' })).toEqual({ [key]: 'shown', [`${key}k`]: '[redacted:named-secret]' });
  });

  it('keep keys that reach into objects as plain keys', () => {
    const redacted = redactedRequest(JSON.parse('{"__proto__":{"a":1},"constructor":"x"}'));
    expect(JSON.stringify(redacted)).toBe('{"__proto__":{"a":1},"constructor":"x"}');
  });

  it('are cut where they are long, and say so', () => {
    const long = 'a'.repeat(32_778);
    expect(redactedRequest({ command: long, other: long, id: 'x', cwd: '/w' })).toEqual({
      command: `${'a'.repeat(32_768)}… [10 more characters]`,
      other: expect.stringMatching(/^a+… \[\d+ more characters\]$/),
      '…': '… [2 more fields]',
    });
    const nested = Array.from({ length: 100 }).reduce((inner) => ({ a: inner }), 'x');
    expect(JSON.stringify(redactedRequest({ nested }))).toContain('[nested too deeply]');
  });
});

const SPACES = '\\t\\n\\f\\r ';

/** The same pattern for JavaScript, from which texts are made that match it: in lower case, and with what RE2 takes for blanks. */
function patternOf(pattern: string): RegExp {
  const [, flags = '', rest = ''] = /^(?:\(\?([si]+)\))?(.*)$/s.exec(pattern) ?? [];
  let isInClass = false;
  const source = rest.replaceAll(/\\.|[[\]]/g, (token) => {
    if (token === '[' || token === ']') isInClass = token === '[';
    if (token === '\\s') return isInClass ? SPACES : `[${SPACES}]`;
    return { '\\S': `[^${SPACES}]`, '\\z': '$' }[token] ?? token;
  });
  return new RegExp(source, flags.replace('i', ''));
}

describe('every row of the tables', () => {
  it.each(SECRET_FORMATS.map((row) => [`${row.name} ${row.marks[0]}`, row] as const))(
    'hides what has the form of %s',
    (_, { pattern, marks }) => {
      const regex = patternOf(pattern);
      fc.assert(
        fc.property(fc.stringMatching(regex), (sample) => {
          const [whole = '', secret = whole] = regex.exec(sample) ?? [];
          fc.pre(secret.length > 0);
          expect(marks.some((mark) => sample.includes(mark))).toBe(true);
          const redacted = redactor.redactText(` ${sample}`);
          expect([redacted.includes('[redacted:'), secret.length > 7 && redacted.includes(secret)]).toEqual([true, false]);
        }),
        { numRuns: 10 },
      );
    },
  );

  it.each(SECRET_PLACES.map((row) => [`${row.name} ${row.marks[0]} ${row.source}`, row] as const))(
    'hides what stands at %s',
    (_, { pattern, marks }) => {
      const regex = patternOf(pattern);
      fc.assert(
        fc.property(fc.stringMatching(regex), (sample) => {
          fc.pre(new RegExp(regex, `${regex.flags}i`).test(sample) && !/true|false|null|none|undefined|yes|no/i.test(sample));
          expect(marks.some((mark) => sample.toLowerCase().includes(mark))).toBe(true);
          expect(redactor.redactText(sample)).toContain('[redacted:');
        }),
        { numRuns: 10 },
      );
    },
  );

  it('leave any text of which they find nothing as it is, and never fail', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const redacted = redactor.redactText(text);
        expect(redacted === text || redacted.includes('[redacted:')).toBe(true);
      }),
    );
  });
});

describe('the tables', () => {
  it('have a pattern whose matches contain one of the marks, in one name of kebab-case each', () => {
    for (const { name, marks, source } of [...SECRET_FORMATS, ...SECRET_PLACES]) {
      expect(name).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
      expect(marks.every((each) => each.length > 1)).toBe(true);
      expect(source.length).toBeGreaterThan(3);
    }
    expect(SECRET_PLACES.flatMap(({ marks }) => marks).filter((each) => each !== each.toLowerCase())).toEqual([]);
  });
});
