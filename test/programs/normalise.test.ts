/** Global options looked through, and the options that are present. */
import { describe, expect, it } from 'vitest';
import { normaliseArgv, optionsOf } from '../../src/programs/index.ts';
import { formatWord, invocationOf } from '../support/effects.ts';

function normalised(text: string): [argv: string, skipped: string, harmless: boolean] | null {
  const result = normaliseArgv(invocationOf(text).argv);
  if (result === null) return null;
  return [result.argv.map(formatWord).join(' '), result.skipped.map(formatWord).join(' '), result.harmless];
}

describe('normalising', () => {
  it.each<[string, [string, string, boolean]]>([
    ['git -C . push origin main', ['git push origin main', '-C .', true]],
    ['git --git-dir .git --no-pager push', ['git push', '--git-dir .git --no-pager', true]],
    ['git -c color.ui=never log', ['git log', '-c color.ui=never', true]],
    ['git --frob push', ['git push', '--frob', false]],
    ['git $X push', ['git push', '$X', false]],
    ['kubectl --context prod -n x delete pod y', ['kubectl delete pod y', '--context prod -n x', true]],
    ['terraform -chdir=infra apply -auto-approve', ['terraform apply -auto-approve', '-chdir=infra', true]],
    ['npm --registry https://r.example publish', ['npm publish', '--registry https://r.example', true]],
    ['docker --context x compose -f a.yml exec web ls', ['docker compose exec web ls', '--context x -f a.yml', true]],
    ['cargo +nightly test', ['cargo test', '+nightly', true]],
  ])('%s', (text, expected) => {
    expect(normalised(text)).toEqual(expected);
  });

  it.each(['git push', 'git', 'ls -la', 'frob -x y', 'docker compose up'])('leaves %s', (text) => {
    expect(normalised(text)).toBeNull();
  });
});

describe('the options of', () => {
  it.each<[string, string[]]>([
    ['git push -uf origin main', ['-u', '--set-upstream', '-f', '--force']],
    ['git push --force=x', ['-f', '--force']],
    ['git push --forc', ['-f', '--force']],
    ['git -C . reset -q --hard HEAD', ['-C', '-q', '--quiet', '--hard']],
    ['rm -rf -- -x', ['-r', '-R', '--recursive', '-f', '--force']],
    ['rm --recursive x', ['-r', '-R', '--recursive']],
    ['tar xzf a.tgz', ['-x', '--extract', '--get', '-z', '-f', '--file']],
    ['java -cp a -jar b -x', ['-cp', '-jar']],
    ['sort -k 2 --output=x', ['-k', '--key', '-o', '--output']],
    ['frob -x --long=y z', ['-x', '--long']],
    ['grep --unlisted x', ['--unlisted']],
  ])('%s', (text, options) => {
    expect([...optionsOf(invocationOf(text).argv)]).toEqual(options);
  });
});
