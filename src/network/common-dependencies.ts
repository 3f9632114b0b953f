/**
 * The preset `common-dependencies`: where the package managers of the large ecosystems get packages, toolchains and images from.
 *
 * Source: the package managers' own documentation and default configuration, collected in November 2026; the idea of the preset is that
 * of the published cloud setting. Each entry is a whole domain (`**.d`), because downloads are served from changing hosts below it.
 * Left out on purpose: domains where anybody can also receive data at an address of their own choice beside the packages
 * (general clouds, object stores, pastebins). Code hosting is in, as package managers fetch from it; deny it where that is too wide.
 */
export const COMMON_DEPENDENCIES: Readonly<Record<string, readonly string[]>> = {
  javascript: ['npmjs.com', 'npmjs.org', 'yarnpkg.com', 'nodejs.org', 'jsr.io', 'deno.land', 'bun.sh'],
  python: ['pypi.org', 'pythonhosted.org', 'pypa.io', 'python.org', 'anaconda.com', 'anaconda.org', 'conda.io'],
  rust: ['crates.io', 'rust-lang.org', 'rustup.rs', 'docs.rs'],
  go: ['golang.org', 'go.dev', 'goproxy.io'],
  java: ['maven.org', 'maven.apache.org', 'repo.maven.apache.org', 'gradle.org', 'gradle.com', 'spring.io', 'adoptium.net'],
  dotnet: ['nuget.org', 'dot.net', 'dotnet.microsoft.com'],
  ruby: ['rubygems.org', 'ruby-lang.org', 'bundler.io'],
  php: ['packagist.org', 'getcomposer.org', 'php.net'],
  perl: ['cpan.org', 'metacpan.org'],
  r: ['r-project.org'],
  swift: ['swift.org', 'cocoapods.org'],
  dart: ['pub.dev', 'dart.dev'],
  elixir: ['hex.pm'],
  haskell: ['haskell.org', 'stackage.org'],
  ocaml: ['opam.ocaml.org'],
  julia: ['julialang.org'],
  linux: ['debian.org', 'ubuntu.com', 'launchpad.net', 'fedoraproject.org', 'centos.org', 'archlinux.org', 'alpinelinux.org'],
  macos: ['brew.sh'],
  containers: ['docker.io', 'docker.com', 'ghcr.io', 'quay.io', 'mcr.microsoft.com', 'k8s.io'],
  code: ['github.com', 'githubusercontent.com', 'gitlab.com', 'bitbucket.org', 'codeberg.org'],
  schemas: ['json-schema.org', 'schemastore.org'],
};
