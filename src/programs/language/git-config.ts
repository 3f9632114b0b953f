/**
 * Keys of git's configuration by what their values do (`git -c`, `git config`, `--config-env`).
 *
 * Reference: git-config(1). INVARIANT: a key that is not listed is not harmless.
 */
export type GitKey =
  /** The value is run by a shell. */
  | 'script'
  /** The value is run without a shell. */
  | 'program'
  /** `!text` is run by a shell, anything else names a helper or a git command. */
  | 'helper'
  /** A file or folder that git takes something from. */
  | 'path'
  /** One whose content is run, or says what is: that it lies in the workspace makes it no better. */
  | 'code'
  /** A URL to contact. */
  | 'url'
  /** A URL to contact, in the key itself. */
  | 'url-key'
  | 'proxy'
  | 'harmless'
  | 'unknown';

const SCRIPTS = `core.pager core.editor core.sshcommand core.fsmonitor core.askpass core.alternaterefscommand sequence.editor diff.external
 gpg.program gpg.ssh.program gpg.x509.program gpg.openpgp.program gpg.ssh.defaultkeycommand interactive.difffilter uploadpack.packobjectshook web.browser instaweb.httpd sendemail.sendmailcmd
 sendemail.smtpserver sendemail.tocmd sendemail.cccmd imap.tunnel browser man.cmd http.sslcertpasswordprotected receive.procreceiverefs remote.uploadpack remote.receivepack
 hook.command guitool.cmd trailer.command trailer.cmd mergetool.cmd difftool.cmd mergetool.path difftool.path merge.driver diff.command diff.textconv filter.clean filter.smudge filter.process
 browser.cmd browser.path man.path pager.* lfs.customtransfer.path lfs.extension.clean lfs.extension.smudge tar.command sendemail.headercmd`;
const PATHS = `core.worktree core.attributesfile core.excludesfile core.gitproxy.path
 commit.template http.sslcainfo http.sslcert http.sslkey http.cookiefile gpg.ssh.allowedsignersfile blame.ignorerevsfile mailmap.file http.savecookies
 extensions.worktreeconfig core.sharedrepository safe.directory safe.barerepository protocol.allow protocol.ext.allow protocol.file.allow core.sparsecheckout
 core.protecthfs core.protectntfs core.symlinks transfer.fsckobjects extensions.partialclone core.commentstring receive.denycurrentbranch http.sslverify
 merge.default core.repositoryformatversion fsck.skiplist fetch.fsckobjects`;
const CODE = 'core.hookspath include.path includeif.path init.templatedir';
const HARMLESS = `color.* advice.* user.* author.* committer.* log.* column.* status.* branch.* format.* blame.* apply.* grep.* feature.* index.* pack.* gc.* maintenance.* rerere.*
 core.quotepath core.autocrlf core.eol core.safecrlf core.whitespace core.abbrev core.bare core.compression core.filemode core.ignorecase core.precomposeunicode core.longpaths
 core.fscache core.preloadindex core.untrackedcache core.logallrefupdates core.commentchar core.trustctime core.checkstat core.bigfilethreshold core.packedgitlimit
 diff.renames diff.renamelimit diff.algorithm diff.context diff.mnemonicprefix diff.noprefix diff.colormoved diff.colormovedws diff.submodule diff.wordregex
 diff.interhunkcontext diff.orderfile diff.indentheuristic diff.statgraphwidth diff.relative diff.suppressblankempty diff.ignoresubmodules diff.wserrorhighlight
 diff.autorefreshindex diff.dirstat diff.tool merge.conflictstyle merge.ff merge.log merge.renames merge.stat merge.tool merge.verbosity pull.rebase pull.ff
 push.default push.autosetupremote push.followtags rebase.autosquash rebase.autostash rebase.updaterefs rebase.stat fetch.prune fetch.prunetags fetch.parallel
 commit.gpgsign commit.verbose commit.cleanup commit.status tag.gpgsign tag.sort tag.forcesignannotated init.defaultbranch help.autocorrect help.format
 http.postbuffer http.lowspeedlimit http.lowspeedtime http.version http.maxrequests submodule.recurse submodule.fetchjobs stash.showpatch stash.showstat
 versionsort.suffix checkout.defaultremote checkout.guess clone.defaultremotename clone.rejectshallow uploadpack.allowfilter interactive.singlekey
 protocol.version notes.displayref i18n.commitencoding i18n.logoutputencoding lfs.fetchexclude lfs.fetchinclude worktree.guessremote am.threeway showbranch.default`;

const EXACT = new Map<string, GitKey>();

function fill(): void {
  const add = (names: string, kind: GitKey) => {
    for (const name of names.split(/\s+/)) if (name !== '') EXACT.set(name, kind);
  };
  add(SCRIPTS, 'script');
  add(PATHS, 'path');
  add(CODE, 'code');
  add(HARMLESS, 'harmless');
  add('core.gitproxy', 'program');
  add('credential.helper submodule.update', 'helper');
  add('http.proxy remote.proxy', 'proxy');
  add(
    'branch.remote branch.pushremote remote.pushdefault remote.url remote.pushurl submodule.url credential.url sendemail.smtpuser',
    'url',
  );
  add('url.insteadof url.pushinsteadof', 'url-key');
}

/** What a key's value does. Section and name are read without case; the middle (`remote.ORIGIN.url`) is left out, except where it counts. */
export function gitKey(key: string): GitKey {
  if (EXACT.size === 0) fill();
  const parts = key.split('.');
  const section = (parts[0] ?? '').toLowerCase();
  const name = (parts[parts.length - 1] ?? '').toLowerCase();
  if (parts.length < 2) return 'unknown';
  if (section === 'alias') return 'helper';
  const exact = parts.length > 2 ? EXACT.get(key.toLowerCase()) : undefined;
  return exact ?? EXACT.get(`${section}.${name}`) ?? EXACT.get(`${section}.*`) ?? 'unknown';
}

/** The subsection of a key: `url.HTTPS://….insteadOf`. */
export function subsectionOf(key: string): string {
  return key.slice(key.indexOf('.') + 1, key.lastIndexOf('.'));
}
