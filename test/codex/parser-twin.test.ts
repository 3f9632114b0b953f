/** What our reading of a script takes Codex to see, beside what the parser that Codex uses makes of it. */
import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { isForcedRemoval } from '../../src/engine/codex/forced-removal.ts';
import { parsedCommands } from '../../src/engine/codex/parsed-command.ts';
import { splitScript } from '../../src/engine/codex/plain-script.ts';
import { type Analysis, analyse, createCore } from '../../src/shell/index.ts';
import { grammarDigests, holdsForcedRemoval, loadParser, packagedGrammarDigest, plainCommands } from '../support/codex-parser.ts';
import { recordedCases } from '../support/e2e.ts';
import { changedTexts, scriptTexts } from '../support/script-text.ts';

const core = createCore('js');
const analysed = (text: string): Analysis => analyse(core, text, 'bash');

/** `PORTCULLIS_FUZZ` multiplies it. */
const FUZZED = 4000 * Number(process.env.PORTCULLIS_FUZZ ?? 1);

beforeAll(loadParser);

/** Our own sets stand in the tree; those with texts of other projects are read where a checkout has them beside it. */
const SETS = {
  argv: new URL('../cases/shell/argv.jsonl', import.meta.url),
  bypass: new URL('../bypass/cases.jsonl', import.meta.url),
  benign: new URL('../benign/cases.jsonl', import.meta.url),
  'suite-cases': new URL('../../../shared/oracle/shell/suite-cases.jsonl', import.meta.url),
  'real-commands': new URL('../../../shared/oracle/shell/real-commands.jsonl', import.meta.url),
} as const;

function textsOf(url: URL): string[] {
  const lines = readFileSync(url, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => (JSON.parse(line) as { readonly command: string }).command);
}

const recorded = [...new Set(recordedCases().map(({ command }) => command))];
const own = [...recorded, ...[SETS.argv, SETS.bypass, SETS.benign].flatMap(textsOf)];

function ourPlainCommands(text: string): readonly (readonly string[])[] | null {
  const script = splitScript(analysed(text), text);
  return script.type === 'plain' ? script.commands.map(({ argv }) => argv) : null;
}

function disagreements(texts: readonly string[]): readonly unknown[] {
  return texts.flatMap((text) => {
    const [ours, twin] = [ourPlainCommands(text), plainCommands(text)];
    return JSON.stringify(ours) === JSON.stringify(twin) ? [] : [{ text, ours, twin }];
  });
}

/** Texts on which only Codex's parser goes on: bash refuses them, or reads a here-document where the parser reads commands. */
function isReadOtherwise(text: string): boolean {
  return analysed(text).refused !== null || /<<[^\n]*(?:\||&&)[ \t]*\n/.test(text);
}

function disagreementsAboutRemoval(texts: readonly string[]): readonly string[] {
  const commandsOf = (text: string) => parsedCommands(analysed(text), text);
  return texts.filter((text) => !isReadOtherwise(text) && isForcedRemoval(['bash', '-c', text], commandsOf) !== holdsForcedRemoval(text));
}

describe('the grammar', () => {
  it('is the pinned one, unchanged from its package', () => {
    const { actual, pinned } = grammarDigests();
    expect([actual, packagedGrammarDigest()]).toEqual([pinned, pinned]);
  });
});

describe('a script is plain to us as it is to the parser', () => {
  it('in all recorded decisions', () => {
    expect(recorded.filter((text) => plainCommands(text) !== null).length).toBeGreaterThan(100);
    expect(disagreements(recorded)).toEqual([]);
  });

  for (const [name, url] of Object.entries(SETS))
    it.skipIf(!existsSync(url))(`in the set ${name}`, () => {
      const texts = textsOf(url);
      expect(texts.length).toBeGreaterThan(100);
      expect(disagreements(texts)).toEqual([]);
    });

  it.each([
    ['of words and whatever stands between two words', scriptTexts],
    ['of our sets with something changed', changedTexts(own.filter((text) => text.length < 300))],
  ])('in texts that nobody wrote, %s', (_, texts) => {
    const sample = fc.sample(texts, { seed: 169, numRuns: FUZZED });
    expect(sample.filter((text) => plainCommands(text) !== null).length).toBeGreaterThan(FUZZED / 20);
    expect(disagreements(sample)).toEqual([]);
  });
});

describe('a script holds a forced `rm` to us as it does to the parser', () => {
  it('in all recorded decisions', () => {
    expect(recorded.filter((text) => holdsForcedRemoval(text)).length).toBeGreaterThan(20);
    expect(disagreementsAboutRemoval(recorded)).toEqual([]);
  });

  for (const [name, url] of Object.entries(SETS))
    it.skipIf(!existsSync(url))(`in the set ${name}`, () => {
      expect(disagreementsAboutRemoval(textsOf(url))).toEqual([]);
    });
});
