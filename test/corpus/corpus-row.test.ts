/** What is wrong with a row is said in the words of its fields. */
import { describe, expect, it } from 'vitest';
import { parseCorpus } from '../../src/policy-tools/index.ts';

const ROW = { text: 'ls', shell: 'bash', origin: 'own: a test', licence: 'Apache-2.0', label: 'allow', why: 'reads names' };

function faultOf(line: string): unknown {
  const { value, diagnostics } = parseCorpus('mine.jsonl', line);
  return value === null ? diagnostics.map(({ message }) => message.replace('a row of the corpus is wrong: ', '')) : value.length;
}

describe('a row of a corpus', () => {
  it.each([
    [JSON.stringify(ROW), 1],
    ['ls', ['not a JSON object']],
    ['[]', ['not a JSON object']],
    ['null', ['not a JSON object']],
    [JSON.stringify({ ...ROW, why: undefined }), ['`why` is missing']],
    [JSON.stringify({ ...ROW, text: '' }), ['`text` must be text, not empty and of at most 262144 characters']],
    [JSON.stringify({ ...ROW, licence: 1 }), ['`licence` must be text, not empty and of at most 262144 characters']],
    [JSON.stringify({ ...ROW, label: 'deny' }), ['`label` must be one of allow, prompt, forbidden']],
    [JSON.stringify({ ...ROW, label: 'promt' }), ['`label` must be one of allow, prompt, forbidden; did you mean `prompt`?']],
    [JSON.stringify({ ...ROW, license: 'MIT' }), ['unknown field `license`; did you mean `licence`?']],
    [`{"__proto__":1,${JSON.stringify(ROW).slice(1)}`, ['unknown field `__proto__`']],
  ])('%s', (line, expected) => {
    expect(faultOf(line)).toEqual(expected);
  });
});
