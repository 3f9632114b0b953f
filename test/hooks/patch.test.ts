import { expect, test } from 'vitest';
import { ADAPTERS, type HookOptions, readCall } from '../../src/hooks/index.ts';

const OPTIONS: HookOptions = { platform: 'linux', shell: null, project: null, enforcement: 'none', leavesPrompts: false };

/** What a patch of Codex is asked about, or why it is refused. */
function askedBy(patch: string) {
  const input = { hook_event_name: 'PreToolUse', cwd: '/w', tool_name: 'apply_patch', tool_input: { command: patch } };
  const call = readCall(ADAPTERS.codex, JSON.stringify(input), OPTIONS);
  return 'fault' in call ? call.fault : call.requests.map(({ access, path }) => [access, path]);
}

test('every file that a patch names is asked about, under its name without the blanks around', () => {
  const lines = [
    '*** Begin Patch',
    ' *** Add File:  a b.txt ',
    '+x',
    '*** Update File: c',
    '*** Move to:\td',
    '*** Delete File: e\r',
    '*** End Patch',
  ];
  expect(askedBy(lines.join('\n'))).toEqual([
    ['write', 'a b.txt'],
    ['write', 'c'],
    ['write', 'd'],
    ['delete', 'e'],
  ]);
});

test('a name may hold what ends a line elsewhere', () => {
  expect(askedBy('*** Add File: a\u2028b\rc')).toEqual([['write', 'a\u2028b\rc']]);
});

test('a name of blanks alone, or of very many, is read', () => {
  expect(askedBy(`*** Add File: ${' '.repeat(1_000_000)}`)).toBe('`apply_patch`: the patch has a file without a name');
  const name = `a${' '.repeat(1_000_000)}b`;
  expect(askedBy(`*** Add File: ${name}`)).toEqual([['write', name]]);
});
