/**
 * Files that programs load as code on their own: what a text has written there itself, nobody has looked at.
 * `*` as in file patterns; names as the programs look for them in the folder of a project.
 */
const LOADED: readonly (readonly [programs: string, names: string])[] = [
  ['make gmake bmake', 'Makefile makefile GNUmakefile *.mk'],
  ['npm npx pnpm pnpx yarn bun bunx', 'package.json .pnpmfile.cjs .yarnrc.yml bunfig.toml lerna.json'],
  [
    'npm npx pnpm yarn bun jest vitest mocha eslint prettier webpack vite rollup tsx next nuxt astro babel playwright cypress tailwindcss postcss',
    '*.config.js *.config.ts *.config.mjs *.config.cjs *.config.mts .eslintrc.js .eslintrc.cjs .mocharc.js .mocharc.cjs .babelrc.js .prettierrc.js',
  ],
  [
    'pytest py.test tox nox python python3 coverage hatch poetry pdm uv',
    'conftest.py pytest.ini tox.ini noxfile.py setup.cfg sitecustomize.py usercustomize.py',
  ],
  ['pip pip3 uv poetry pdm hatch pipx python python3', 'setup.py setup.cfg pyproject.toml'],
  ['cargo rustc', 'build.rs Cargo.toml rust-toolchain rust-toolchain.toml'],
  ['go', '*_test.go go.mod go.work'],
  ['rake bundle rails rspec ruby gem', 'Rakefile Gemfile .rspec *.gemspec spec_helper.rb'],
  ['gradle gradlew', 'build.gradle build.gradle.kts settings.gradle settings.gradle.kts init.gradle'],
  ['mvn mvnw ant', 'pom.xml build.xml'],
  ['cmake ctest', 'CMakeLists.txt CTestTestfile.cmake CMakePresets.json'],
  ['just', 'justfile Justfile .justfile'],
  ['task', 'Taskfile.yml Taskfile.yaml'],
  ['docker podman buildah', 'Dockerfile Containerfile compose.yaml compose.yml docker-compose.yml docker-compose.yaml'],
  ['terraform tofu terragrunt', '*.tf *.tofu terragrunt.hcl'],
  ['ansible ansible-playbook', 'ansible.cfg'],
  ['pre-commit', '.pre-commit-config.yaml'],
  ['gulp grunt', 'gulpfile.js Gruntfile.js'],
  ['composer php', 'composer.json'],
  ['mix iex', 'mix.exs'],
  ['scons', 'SConstruct'],
  ['meson ninja', 'meson.build build.ninja'],
  ['vagrant', 'Vagrantfile'],
  ['git', 'HEAD .gitmodules'],
];

const NO_NAMES: readonly string[] = [];

/** Name patterns by program. */
const BY_PROGRAM = new Map<string, string[]>();
for (const [programs, names] of LOADED)
  for (const program of programs.split(' ')) BY_PROGRAM.set(program, [...(BY_PROGRAM.get(program) ?? []), ...names.split(' ')]);

/** Names of files, `*` as in file patterns, that a program loads as code. */
export function loadedPatterns(program: string): readonly string[] {
  return BY_PROGRAM.get(program) ?? NO_NAMES;
}

/** Of those, the names without a pattern. */
const PLAIN_BY_PROGRAM: ReadonlyMap<string, readonly string[]> = new Map(
  [...BY_PROGRAM].map(([program, names]) => [program, names.filter((name) => !name.includes('*'))]),
);

export function loadedNames(program: string): readonly string[] {
  return PLAIN_BY_PROGRAM.get(program) ?? NO_NAMES;
}
