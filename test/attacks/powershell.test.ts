/** PowerShell: a ban under every spelling, what nobody can know from the text, and commands of every day; what they are wrapped in loosens nothing. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DECISIONS, type Decision } from '../../src/base/index.ts';
import { evaluateUnder } from '../support/command.ts';

interface Group {
  readonly rules: string;
  readonly expect: Decision;
  readonly commands: readonly string[];
}

const GROUPS: readonly Group[] = JSON.parse(readFileSync(new URL('./powershell.json', import.meta.url), 'utf8'));

async function decide(rules: string, command: string): Promise<Decision> {
  return (await evaluateUnder(rules, command, { shell: 'pwsh' })).decision;
}

describe('texts of PowerShell', () => {
  it.each(GROUPS.map((group) => [group.expect, group.commands.length, group] as const))('%s: %i', async (wanted, count, group) => {
    expect(count).toBeGreaterThan(140);
    const others: string[] = [];
    for (const command of group.commands) {
      const decision = await decide(group.rules, command);
      if (decision !== wanted) others.push(`${decision}: ${command}`);
    }
    expect(others).toEqual([]);
  });
});

/** What runs the text in its middle, whatever else it does. */
const WRAPPERS: readonly ((text: string) => string)[] = [
  (text) => `& { ${text}\n}`,
  (text) => `. { ${text}\n}`,
  (text) => `$( ${text}\n)`,
  (text) => `@( ${text}\n)`,
  (text) => `if ($true) { ${text}\n}`,
  (text) => `foreach ($i in 1..2) { ${text}\n}`,
  (text) => `try { ${text}\n} finally { }`,
  (text) => `function f { ${text}\n}; f`,
  (text) => `1..2 | ForEach-Object { ${text}\n}`,
  (text) => `Write-Host "a $(${text}\n)"`,
  (text) => `$x = $(${text}\n)`,
  (text) => `ls; ${text}`,
  (text) => `${text}\nls`,
  (text) => `iex '${text.replaceAll("'", "''")}'`,
  (text) => `powershell -Command '${text.replaceAll("'", "''")}'`,
  (text) => `pwsh -EncodedCommand ${Buffer.from(text, 'utf16le').toString('base64')}`,
  (text) => `Invoke-Command -ScriptBlock { ${text}\n}`,
];

const [BANNED, OPEN] = GROUPS;

/** Texts that end by themselves: nothing in them closes what they are put into. */
const WHOLE = (commands: readonly string[]) =>
  commands.filter((text) => !/^(?:Write-Host 'a|ls [()}]|\$x = |param|data|class|using|begin|process|end|git --%|cmd --%|:x)/.test(text));

describe('what a text is wrapped in', () => {
  it('allows nothing that is forbidden or asked about', async () => {
    expect([BANNED?.expect, OPEN?.expect]).toEqual(['forbidden', 'prompt']);
    const subjects = [BANNED, OPEN].flatMap((group) => WHOLE(group?.commands ?? []).map((text) => ({ text, group })));
    const looser: string[] = [];
    for (const [i, { text, group }] of subjects.entries())
      for (const wrap of [WRAPPERS[i % WRAPPERS.length], WRAPPERS[(i * 7 + 3) % WRAPPERS.length]]) {
        const wrapped = wrap?.(text) ?? '';
        if ((await decide(group?.rules ?? '', wrapped)) === 'allow') looser.push(wrapped);
      }
    expect(looser).toEqual([]);
  });

  it('keeps what is forbidden forbidden, one in the other', async () => {
    const wrapper = fc.constantFrom(...WRAPPERS);
    const property = fc.asyncProperty(
      wrapper,
      wrapper,
      fc.constantFrom('Remove-Item src', 'ri src', 'git push'),
      async (outer, inner, text) => {
        expect([text, await decide(BANNED?.rules ?? '', outer(inner(text)))]).toEqual([text, 'forbidden']);
      },
    );
    await fc.assert(property, { numRuns: 200, seed: 7 });
  });
});

describe('damaged texts', () => {
  const pieces = fc.constantFrom(
    ...'$ ( ) { } [ ] \' " ` @ | & ; , . # < > % ? ! = + - \n \r \t * / \\ ~ :'.split(' '),
    ...[
      '$(',
      '@{',
      '@(',
      '@"\n',
      '"@',
      '<#',
      '#>',
      '--%',
      '&&',
      '||',
      '::',
      '$x',
      '${',
      'if',
      'foreach ($x in ',
      'function f',
      'ls',
      'Remove-Item',
      '-Path',
      ' ',
      '1',
      '“',
      '–',
      '[int]',
      'class A',
      'param(',
    ],
  );

  it('never fail, and are allowed only where nothing in them is banned', async () => {
    const property = fc.asyncProperty(fc.array(pieces, { maxLength: 40 }), async (parts) => {
      const { decision, findings } = await evaluateUnder(BANNED?.rules ?? '', parts.join(''), { shell: 'pwsh' });
      expect(DECISIONS).toContain(decision);
      expect(findings.map(({ code }) => code)).not.toContain('EN023');
    });
    await fc.assert(property, { numRuns: 1_500, seed: 11 });
  });
});
