/** Paths that are not spelled out, of which enough is known: new temporary files, patterns of one name, configuration beside what is written. */
import { describe, expect, it } from 'vitest';
import { createEngine, parsePolicy } from '../../src/engine/index.ts';

const NAMES = 'npm mktemp echo cp rm jq cat touch pip black prettier chown tail python3 whoami'.split(' ');
const { value } = parsePolicy(NAMES.map((name) => ({ pattern: [name] })));
if (value === null) throw new Error('the policy does not parse');
const engine = createEngine(value, { build: 'js', defaults: { cwd: '/w', home: '/home/u' } });

describe('allowed:', () => {
  it.each([
    'f=$(mktemp); npm test > "$f" 2>&1; tail -20 "$f"',
    'tmp=$(mktemp -d) && cp a.txt "$tmp/x" && rm -rf "$tmp"',
    'tmp=$(mktemp -d -t app.XXXXXX); touch "$tmp"/y',
    'tmp=$(mktemp /tmp/app-XXXXXX.json); jq . a.json > $tmp',
    'pip install -e .[dev]',
    'pip install -e .[dev,test]',
    'chown -R $(whoami) build',
    'black --config pyproject.toml .',
    'prettier --config .prettierrc --write src',
  ])('%s', (command) => {
    expect(engine.decide(command)).toBe('allow');
  });
});

describe('asked about:', () => {
  it.each([
    'TMPDIR=/etc; f=$(mktemp); echo x > "$f"',
    'export TMPDIR=$d; f=$(mktemp); echo x > "$f"',
    'f=$(TMPDIR=/etc mktemp); echo x > "$f"',
    'f=$(mktemp -p /etc); echo x > "$f"',
    'f=$(mktemp /etc/XXXXXX); echo x > "$f"',
    'f=$(mktemp -t ../etc/xXXXX); echo x > "$f"',
    'f=$(mktemp -t "$n"); echo x > "$f"',
    'f=$(mktemp); echo x > "$f/../x"',
    'f=$(mktemp -d); echo x > "$f/../../etc/x"',
    'f=$(mktemp | tail -1); echo x > "$f"',
    'mktemp() { echo /etc/x; }; f=$(mktemp); echo x > "$f"',
    'pip install -e .[.]',
    'pip install -e ..[dev]',
    'rm -rf .[.]',
    'rm -rf .[!a]',
    'rm -rf .[+-0]',
    'black --config pyproject.toml . && cp pyproject.toml setup.cfg . && python3 setup.py',
    'cp /tmp/x/evil.py . && python3 evil.py',
  ])('%s', (command) => {
    expect(engine.decide(command)).toBe('prompt');
  });
});

describe('a pattern of one name', () => {
  it.each([
    ['cat .[e]nv', ['/w/.[e]nv', '/w/.env']],
    ['cat src/[a][b]', ['/w/src/[a][b]', '/w/src/ab']],
    ['cat .[en]v', ['/w/.[en]v']],
    ['cat .[e]n*', ['/w/.[e]n*']],
    ['cat .[!e]nv', ['/w/.[!e]nv']],
  ])('is listed as that name: %s', (command, reads) => {
    expect(engine.evaluate({ command }).reads).toEqual(reads);
  });
});
