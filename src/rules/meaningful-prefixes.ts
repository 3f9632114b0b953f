/**
 * How many words of a command make a prefix that says what will happen: one line per kind of prefix, from our own knowledge of programs.
 *
 * `a|b` are words that may stand at a position, `*` is one plain operand (a remote, a script, a target). What starts other programs, runs
 * code that it is given, or destroys without a word more is not here, and a program that is not here gets no suggestion.
 */
const LINES = `
  # Looking at things
  ls|pwd|cat|head|tail|wc|nl|tac|grep|egrep|fgrep|rg|ag|cut|tr|uniq|comm|paste|column|fold|diff|cmp|stat|file|du|df|tree
  which|whereis|type|whoami|id|groups|uname|uptime|date|cal|echo|printf|basename|dirname|realpath|readlink|seq|true|false|sleep|test
  jq|cksum|md5sum|sha1sum|sha256sum|sha512sum|shasum|free|ps|lsof|nproc|tty|mkdir|touch

  # git, hg, svn
  git status|log|diff|show|blame|shortlog|describe|grep|ls-files|ls-tree|rev-parse|rev-list|cat-file|name-rev|merge-base|whatchanged
  git add|commit|fetch|switch|merge|cherry-pick|revert
  git push|pull|clone *
  git restore --staged
  git branch --list|--show-current|--all
  git tag --list
  git stash list|show|push|pop|apply
  git remote -v
  git remote show|get-url|add *
  git worktree list|add
  git submodule status
  git config --get|--list
  git bisect log
  git reflog show
  git lfs ls-files|pull
  hg status|log|diff|add|commit|pull|push
  svn status|log|diff|info|update|commit

  # Forges
  gh pr list|view|status|diff|checks|create|comment|checkout
  gh issue list|view|status|create|comment
  gh run list|view|watch
  gh workflow|release|label list
  gh workflow|release view
  gh repo view|list
  gh search code|issues|prs|repos|commits
  gh auth status
  glab mr list|view|diff|create
  glab issue list|view
  glab ci status|view

  # JavaScript
  npm test|ci|ls|list|outdated|audit|view|info|pack|version|prune|dedupe|explain|fund
  npm run|run-script|install|add *
  pnpm test|list|ls|outdated|audit|why
  pnpm run|add *
  yarn test|install|list|outdated|audit|why
  yarn run|add *
  yarn workspaces list
  bun test|install
  bun run|add *
  deno test|lint|fmt|check
  deno task *
  tsc|eslint|prettier|jest|vitest|mocha|rollup|webpack|esbuild|lint-staged
  biome check|format|lint|ci
  playwright test
  vite|next build
  next lint
  nx test|build|lint *
  nx affected|graph
  turbo|lerna run *
  ng build|test|lint

  # Python
  pytest|tox|mypy|pyright|black|isort|flake8|pylint|bandit
  ruff check|format
  coverage report|html
  pip|pip3 list|show|freeze|check
  pip|pip3 install *
  uv sync|lock|tree|build
  uv add *
  uv pip list
  uv pip install *
  poetry install|show|lock|build|check
  poetry add *
  pipenv install|graph
  conda list|info
  conda install *
  pre-commit run
  python|python3 -m pytest|unittest|mypy|build
  python|python3 --version

  # Rust, Go, C
  cargo build|check|test|clippy|fmt|doc|bench|tree|update|metadata|clean
  cargo add *
  cargo nextest run
  rustfmt|gofmt|goimports|staticcheck|ninja|ctest|clang-format|clang-tidy
  rustup show|update
  rustup component|target add
  go build|test|vet|fmt|list|doc|env|version
  go mod tidy|download|verify|graph
  golangci-lint run
  make|gmake|just|task *
  cmake --build
  meson setup|compile|test
  bazel build|test|query|info
  buck2 build|test
  zig build|fmt|test

  # JVM, .NET, Swift, Ruby, PHP, Elixir and others
  gradle|./gradlew|mvn|./mvnw|ant *
  sbt compile|test
  ktlint|swiftlint|swiftformat|rspec|rubocop|phpunit
  dotnet build|test|restore|format|publish|clean|list
  dotnet add *
  swift build|test
  swift package resolve|describe
  xcodebuild build|test
  pod install
  bundle install|list
  bundle exec rspec|rubocop
  gem list
  rails test|routes|db:migrate
  composer install|show|validate
  composer require *
  phpstan analyse
  mix test|compile|format|deps.get
  stack|cabal|dune build|test
  flutter analyze|test|build
  flutter|dart pub get
  dart analyze|format|test

  # Containers and clusters
  docker ps|images|logs|inspect|build|pull|version|info|stats|top|port|diff|history|search
  docker network|volume|image|container ls|inspect
  docker compose up|down|ps|logs|build|pull|config|stop|start|restart|top|images
  docker-compose up|down|ps|logs|build|pull|config|stop|start|restart
  docker buildx build|ls
  docker context ls
  podman ps|images|logs|inspect|build|pull
  kubectl get|describe|top *
  kubectl logs|version|explain|api-resources|cluster-info|diff
  kubectl rollout status|history
  kubectl config current-context|get-contexts
  kubectl auth can-i
  helm list|status|template|lint|history|show|search
  helm repo|dependency list
  kustomize build
  minikube status
  kind get clusters

  # Infrastructure and clouds
  terraform|tofu fmt|validate|plan|init|show|output|providers|version
  terraform|tofu state|workspace list
  pulumi preview
  pulumi stack ls
  ansible-lint
  ansible-inventory --list
  packer validate
  vagrant status
  aws sts get-caller-identity
  aws s3 ls
  aws ec2 describe-instances
  aws logs describe-log-groups
  aws cloudformation describe-stacks
  gcloud config|projects list
  gcloud compute instances list
  az account show
  az group list
  fly|netlify status
  vercel ls

  # Packages of the system
  brew list|info|search|outdated|deps
  brew install *
  apt list|show|search
  apt-cache policy|search|show
  dpkg -l|-L|-s
  rpm|pacman -q|-Q
  dnf list|info
  apk info

  # Documents and checks
  shellcheck|shfmt|hadolint|actionlint|yamllint|markdownlint|markdownlint-cli2|vale|codespell|typos|tokei|cloc|scc
  mkdocs|jekyll build
  sphinx-build|hugo|asciidoctor|protoc
  buf lint|build|generate
  sqlfluff lint
`;

/** What may stand at a position of a prefix. */
export type PrefixPosition = { readonly type: 'words'; readonly words: readonly string[] } | { readonly type: 'operand' };

/** The prefixes of each program. */
export const MEANINGFUL_PREFIXES: ReadonlyMap<string, readonly (readonly PrefixPosition[])[]> = groupByProgram(
  LINES.split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#')),
);

function groupByProgram(lines: readonly string[]): ReadonlyMap<string, readonly (readonly PrefixPosition[])[]> {
  const groups = new Map<string, (readonly PrefixPosition[])[]>();
  for (const line of lines) {
    const [programs = '', ...rest] = line.split(' ');
    const positions = rest.map(readPosition);
    for (const program of programs.split('|')) groups.set(program, [...(groups.get(program) ?? []), positions]);
  }
  return groups;
}

function readPosition(written: string): PrefixPosition {
  return written === '*' ? { type: 'operand' } : { type: 'words', words: written.split('|') };
}
