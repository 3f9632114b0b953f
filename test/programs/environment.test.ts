/** Which variables are dangerous to set, and which hold secrets. */
import { describe, expect, it } from 'vitest';
import { dangerOf, isSecretName } from '../../src/programs/index.ts';
import { effectLines } from '../support/effects.ts';

describe('setting a variable', () => {
  it.each([
    ['LD_PRELOAD', 'loader'],
    ['DYLD_INSERT_LIBRARIES', 'loader'],
    ['PATH', 'search-path'],
    ['PYTHONPATH', 'search-path'],
    ['BASH_ENV', 'startup'],
    ['NODE_OPTIONS', 'options'],
    ['PAGER', 'command'],
    ['GIT_SSH_COMMAND', 'command'],
    ['GIT_DIR', 'build'],
    ['HTTPS_PROXY', 'network'],
    ['npm_config_registry', 'network'],
    ['npm_config_whatever', 'build'],
    ['IFS', 'shell'],
    ['BASH_FUNC_ls%%', 'shell'],
    ['MAKEFLAGS', 'build'],
    ['AWS_CONFIG_FILE', 'configuration'],
    ['HOME', 'configuration'],
  ])('%s is dangerous: %s', (name, kind) => {
    expect(dangerOf(name)?.class).toBe(kind);
  });

  it.each(
    'NODE_ENV CI FORCE_COLOR DEBUG RUST_BACKTRACE GIT_AUTHOR_NAME npm_config_yes x path __proto__ constructor AWS_REGION TZ LANG'.split(
      ' ',
    ),
  )('%s is harmless', (name) => {
    expect(dangerOf(name)).toBeNull();
  });

  it('of zsh that is tied to PATH is dangerous there', () => {
    expect(dangerOf('path', true)).toEqual({ class: 'search-path', value: 'other' });
  });

  it.each<[string, string[]]>([
    ["PAGER='rm -rf src' man ls", ['environment command set PAGER=rm -rf src (command)', 'run sh: rm -rf src']],
    ["LESSOPEN='|rm %s' less x", ['environment command set LESSOPEN=|rm %s (command)', 'run sh: rm %s', 'read x']],
    [
      'HTTPS_PROXY=http://evil.example:8080 true',
      ['environment command set HTTPS_PROXY=http://evil.example:8080 (network)', 'network proxy url http://evil.example:8080'],
    ],
    ['BASH_ENV=./x true', ['environment command set BASH_ENV=./x (startup)', 'run sh: ./x']],
    [
      "env 'BASH_FUNC_ls%%=() { rm x; }' true",
      ['environment command set BASH_FUNC_ls%%=() { rm x; } (shell)', 'run bash: { rm x; }', 'run argv: true'],
    ],
    ['GIT_TRACE=1 true', ['environment command set GIT_TRACE=1']],
    ['GIT_TRACE=/etc/x true', ['environment command set GIT_TRACE=/etc/x', 'write /etc/x']],
    ['CARGO_TARGET_DIR=/etc true', ['environment command set CARGO_TARGET_DIR=/etc', 'write /etc']],
    ['NODE_OPTIONS=--max-old-space-size=4096 true', ['environment command set NODE_OPTIONS=--max-old-space-size=4096']],
    ['NODE_OPTIONS="--no-warnings --require=./x" true', ['environment command set NODE_OPTIONS=--no-warnings --require=./x (options)']],
    ['NODE_OPTIONS=--experimental-sqlite true', ['environment command set NODE_OPTIONS=--experimental-sqlite']],
    ['NODE_OPTIONS=--experimental-loader=./x true', ['environment command set NODE_OPTIONS=--experimental-loader=./x (options)']],
    ['FLASK_APP=web.app:make flask routes', ['environment command set FLASK_APP=web.app:make', 'code flask task flask']],
    ['FLASK_APP=/tmp/x.py flask routes', ['environment command set FLASK_APP=/tmp/x.py (configuration)', 'code flask task flask']],
    ['GOFLAGS=-mod=mod true', ['environment command set GOFLAGS=-mod=mod']],
    ['GOFLAGS=-toolexec=./x true', ['environment command set GOFLAGS=-toolexec=./x (build)']],
    ['MAKEFLAGS=-j4 true', ['environment command set MAKEFLAGS=-j4']],
    ['JAVA_TOOL_OPTIONS=-Xmx1g true', ['environment command set JAVA_TOOL_OPTIONS=-Xmx1g']],
    ['JAVA_TOOL_OPTIONS=-javaagent:x true', ['environment command set JAVA_TOOL_OPTIONS=-javaagent:x (options)']],
    ['RUSTC_WRAPPER=./x true', ['environment command set RUSTC_WRAPPER=./x (command)', 'run program: ./x']],
    [
      "PS4='$(rm x)' true",
      ['environment command set PS4=$(rm x) (shell)', 'run bash: : <<end_of_expanded_text\n$(rm x)\nend_of_expanded_text\n'],
    ],
    ['A=1', ['environment shell set A=1']],
    ['PATH=$X:$PATH ls', ['environment command set PATH=$X:$PATH (search-path) ?']],
  ])('in %s', (text, effects) => {
    expect(effectLines(text)).toEqual(effects);
  });
});

describe('a secret', () => {
  it.each('AWS_SECRET_ACCESS_KEY GITHUB_TOKEN npm_token DB_PASSWORD OPENAI_API_KEY MY_CREDENTIALS PGPASSWORD SSH_KEY_PATH'.split(' '))(
    'is %s',
    (name) => {
      expect(isSecretName(name)).toBe(true);
    },
  );

  it.each('HOME TOKENIZER_PATH KEYBOARD MONKEY COMPASS PATH SECRETARY x'.split(' '))('is not %s', (name) => {
    expect(isSecretName(name)).toBe(false);
  });

  it.each<[string, string[]]>([
    ['echo "$API_KEY"', ['disclose variable API_KEY']],
    ['echo "${API_KEY:+set}"', []],
    ['test -n "$API_KEY"', []],
  ])('in %s', (text, effects) => {
    expect(effectLines(text)).toEqual(effects);
  });
});
