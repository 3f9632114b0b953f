/** Compositions of wrappers, contexts and spellings: none is decided more loosely than the command in its middle. `npm run fuzz` runs more. */
import { describe, expect, it } from 'vitest';
import { check, compose, textOf } from '../../bench/composition/compose.ts';
import { applyLayers } from '../../bench/composition/layer.ts';
import { starters } from '../../bench/composition/starter.ts';
import { engineForSubjects, SUBJECTS } from '../../bench/composition/subjects.ts';

const SEED = 4;
const COUNT = 20_000;

describe('compositions', () => {
  it('are made of the program tables', () => {
    const names = starters().map(({ name }) => name);
    expect(names.length).toBeGreaterThan(400);
    expect(names).toEqual(expect.arrayContaining(['timeout 7', 'exec -a 7', 'tar --to-command', 'go test -exec']));
  });

  it('are the same for a seed', () => {
    const texts = () => [...compose(SUBJECTS, 7, 200)].map(textOf);
    expect(texts()).toEqual(texts());
    expect(new Set(texts()).size).toBeGreaterThan(180);
  });

  it('are judged by what they run', async () => {
    const engine = await engineForSubjects();
    const decide = (command: string) => engine.evaluate({ command }).decision;
    expect(SUBJECTS.map(({ words }) => decide(words.join(' ')))).toEqual(SUBJECTS.map(({ decision }) => decision));
    const finds = [];
    for (const composition of compose(SUBJECTS, SEED, COUNT)) {
      const find = check(composition, decide);
      if (find !== null) finds.push(find);
    }
    expect(finds).toEqual([]);
  }, 60_000);

  it('show one who only looks at the first word, in few layers', () => {
    const decide = (text: string) => (/^(?:rm|git push|docker compose down)\b/.test(text) ? 'forbidden' : 'allow');
    const finds = [...compose(SUBJECTS, 1, 300)].flatMap((composition) => check(composition, decide) ?? []);
    expect(finds.length).toBeGreaterThan(200);
    expect(Math.max(...finds.map(({ layers }) => layers.length))).toBeLessThanOrEqual(2);
  });

  it('put a wrapper in front of simple commands only', () => {
    const [wrapper] = starters().filter(({ takesSimple }) => takesSimple);
    const layer = wrapper as NonNullable<typeof wrapper>;
    expect([applyLayers({ text: 'ls', simple: true }, [layer])?.text, applyLayers({ text: '(ls)', simple: false }, [layer])]).toEqual([
      `${layer.name} ls`,
      null,
    ]);
  });
});
