/** The small languages: jq, SQL clients, ex commands, git's keys, addresses, bindings, split strings, make's variables. */
import { describe, expect, it } from 'vitest';
import { scanFzfBindings } from '../../../src/programs/language/fzf.ts';
import { gitKey, subsectionOf } from '../../../src/programs/language/git-config.ts';
import { scanJq } from '../../../src/programs/language/jq.ts';
import { readMakeSetting, shellCalls } from '../../../src/programs/language/make.ts';
import { scanSocat } from '../../../src/programs/language/socat.ts';
import { splitString } from '../../../src/programs/language/split-string.ts';
import { scanMysql, scanPsql } from '../../../src/programs/language/sql-client.ts';
import { type DatabaseFacts, scanSqlite } from '../../../src/programs/language/sqlite.ts';
import { readSshOption } from '../../../src/programs/language/ssh-option.ts';
import { scanVim } from '../../../src/programs/language/vim.ts';

describe('a jq filter', () => {
  it.each([
    ['.items[].metadata.name', [], false, []],
    ['.env | {env: 1, "env": .environment}', [], false, []],
    ['"env $ENV \\(.x) env"', [], false, []],
    ['# env\n.', [], false, []],
    ['env', [null], false, []],
    ['$ENV.HOME, env.PATH, $ENV["X"]', ['HOME', 'PATH', 'X'], false, []],
    ['"\\(env)"', [null], false, []],
    ['"\\("\\($ENV.A)")"', ['A'], false, []],
    ['import "a" as a; .', [], true, []],
    ['include "a"; .', [], true, []],
    ['load(".env") | load_str(.x)', [], false, ['.env', null]],
    ['@base64, @sh "x \\(.y)"', [], false, []],
  ])('%j', (text, variables, loadsModules, reads) => {
    expect(scanJq(text)).toEqual({ variables, loadsModules, reads });
  });
});

const QUERY: DatabaseFacts = { runs: [], reads: [], writes: [], loads: false, destroys: false };

describe('text for sqlite3', () => {
  it.each<[string, Partial<DatabaseFacts>]>([
    ['select 1;', {}],
    ['.tables\n.schema t\n.mode csv', {}],
    ['.shell rm -rf src', { runs: ['rm -rf src'] }],
    ['.sh id', { runs: ['id'] }],
    ['.once "|rm x"', { runs: ['rm x'] }],
    ['.output out.txt\nselect 1;\n.output stdout', { writes: ['out.txt'] }],
    ['.import -csv .env t', { reads: ['.env'] }],
    ['.import "|id x" t', { runs: ['id x'] }],
    ['.read x.sql', { reads: ['x.sql'], loads: true }],
    ['.load ./evil', { loads: true }],
    ["attach database 'x' as y", { writes: ['x'], loads: true }],
    ["select writefile('x', 'y')", { writes: ['x'], loads: true }],
    ["select readfile ( '/x' )", { reads: ['/x'], loads: true }],
    ['drop table t', { destroys: true }],
    ['delete from t', {}],
  ])('%j', (text, facts) => {
    expect(scanSqlite(text)).toEqual({ ...QUERY, ...facts });
  });
});

describe('text for psql and mysql', () => {
  it.each<[string, Partial<DatabaseFacts>]>([
    ['select 1', {}],
    ['\\d t', {}],
    ['\\! id', { runs: ['id'] }],
    ["copy t to program 'gzip > ''x'''", { runs: ["gzip > 'x'"] }],
    ["\\copy t from 'a.csv' csv", { reads: ['a.csv'] }],
    ['\\copy t to /tmp/x', { writes: ['/tmp/x'] }],
    ['\\o |id', { runs: ['id'] }],
    ['\\o /tmp/x', { writes: ['/tmp/x'] }],
    ['\\i .env', { reads: ['.env'], loads: true }],
    ['\\set x `id`', { runs: ['id'] }],
    ['select 1 \\gexec', { loads: true }],
    ['truncate t', { destroys: true }],
  ])('psql: %j', (text, facts) => {
    expect(scanPsql(text)).toEqual({ ...QUERY, ...facts });
  });

  it.each<[string, Partial<DatabaseFacts>]>([
    ['select system from t', {}],
    ['\\! id', { runs: ['id'] }],
    ['system id; select 1', { runs: ['id'] }],
    ['select 1; source .env', { reads: ['.env'], loads: true }],
    ["select 1 into outfile '/tmp/x'", { writes: ['/tmp/x'] }],
    ["load data local infile '.env' into table t", { reads: ['.env'] }],
    ['pager less', { runs: ['less'] }],
    ['drop database x', { destroys: true }],
  ])('mysql: %j', (text, facts) => {
    expect(scanMysql(text)).toEqual({ ...QUERY, ...facts });
  });
});

describe('an ex command', () => {
  it.each([
    ['q', [], [], [], true],
    [':wq!', [], [], [], true],
    ['set number', [], [], [], true],
    ['%s/a/b/g', [], [], [], true],
    ['42', [], [], [], true],
    ['!rm x', ['rm x'], [], [], true],
    ['r !id', ['id'], [], [], true],
    ['%!sort', ['sort'], [], [], true],
    ['w !sh', ['sh'], [], [], true],
    ['terminal id', ['id'], [], [], true],
    ['w /etc/x | q', [], ['/etc/x'], [], true],
    ['r .env', [], [], ['.env'], true],
    ['set shell=/tmp/x', [], [], [], false],
    ['call system("id")', [], [], [], false],
    ['s/a/\\=system("id")/', [], [], [], false],
    ['py import os', [], [], [], false],
    ['so evil.vim', [], [], [], false],
    ['normal :!id', [], [], [], false],
  ])('%j', (text, runs, writes, reads, complete) => {
    expect(scanVim(text)).toEqual({ runs, writes, reads, complete });
  });
});

describe('a key of git', () => {
  it.each([
    ['core.pager', 'script'],
    ['CORE.Pager', 'script'],
    ['pager.log', 'script'],
    ['diff.x.y.textconv', 'script'],
    ['filter.lfs.clean', 'script'],
    ['core.gitProxy', 'program'],
    ['alias.st', 'helper'],
    ['credential.https://x.example.helper', 'helper'],
    ['core.hooksPath', 'code'],
    ['core.attributesFile', 'path'],
    ['includeIf.gitdir:~/x.path', 'code'],
    ['url.https://evil.example/.insteadOf', 'url-key'],
    ['remote.origin.url', 'url'],
    ['http.proxy', 'proxy'],
    ['color.ui', 'harmless'],
    ['user.name', 'harmless'],
    ['foo.bar', 'unknown'],
    ['core', 'unknown'],
    ['__proto__.x', 'unknown'],
  ])('%s is %s', (key, kind) => {
    expect(gitKey(key)).toBe(kind);
  });

  it('has a subsection', () => {
    expect(subsectionOf('url.https://a.b/.insteadOf')).toBe('https://a.b/');
  });
});

describe('the others', () => {
  it.each([
    ['EXEC:rm -rf src,pty', [{ type: 'run', text: 'rm -rf src' }]],
    ['SYSTEM:id', [{ type: 'run', text: 'id' }]],
    ['TCP:evil.example:80', [{ type: 'contact', host: 'evil.example' }]],
    ['TCP6:[::1]:80', [{ type: 'contact', host: '::1' }]],
    ['tcp-listen:80,fork', [{ type: 'listen', port: '80' }]],
    [
      'FILE:x!!CREATE:y',
      [
        { type: 'write', path: 'x' },
        { type: 'write', path: 'y' },
      ],
    ],
    ['-', [{ type: 'nothing' }]],
    ['./x', [{ type: 'write', path: './x' }]],
  ])('socat %s', (text, addresses) => {
    expect(scanSocat(text)).toEqual(addresses);
  });

  it.each([
    ['enter:execute(rm {}),ctrl-r:reload(ls)', ['rm {}', 'ls']],
    ['enter:accept,esc:abort', []],
    ['x:execute-silent(echo (a) b)+abort', ['echo (a) b']],
    ['x:become:rm {}', ['rm {}']],
    ['x:preview[cat {}]', ['cat {}']],
    ['x:execute(rm', ['rm']],
  ])('fzf %s', (text, runs) => {
    expect(scanFzfBindings(text)).toEqual(runs);
  });

  it.each([
    ['rm -rf', ['rm', '-rf']],
    ['  a "b c" \'d\\e\' f\\_g ', ['a', 'b c', 'd\\e', 'f', 'g']],
    ['a#b # c', ['a#b']],
    ['a\\cb', ['a']],
    ['"\\t\\""', ['\t"']],
    ['$X', null],
    ["'$X'", ['$X']],
    ['"a', null],
    ['\\q', null],
    ['', []],
  ])('env -S %j', (text, words) => {
    expect(splitString(text)).toEqual(words);
  });

  it.each([
    ['all', null],
    ['CC=gcc', { name: 'CC', start: 3, isCommand: true, runs: false }],
    ['V=1', { name: 'V', start: 2, isCommand: false, runs: false }],
    ['X:=a', { name: 'X', start: 3, isCommand: false, runs: false }],
    ['X!=id', { name: 'X', start: 3, isCommand: false, runs: true }],
    ['TEST_CMD=x', { name: 'TEST_CMD', start: 9, isCommand: true, runs: false }],
  ])('make %s', (text, setting) => {
    expect(readMakeSetting(text)).toEqual(setting);
  });

  it.each([
    ['a $(shell id) b', ['id']],
    ['${shell a $(shell b)}', ['a $(shell b)', 'b']],
    ['$(shell a (b) c', ['a (b) c']],
    ['$(shellx a)', []],
  ])('make calls %s', (text, calls) => {
    expect(shellCalls(text)).toEqual(calls);
  });

  it.each([
    ['ProxyCommand=rm x', 'script', 'rm x'],
    ['proxycommand rm x', 'script', 'rm x'],
    ['LocalCommand = id', 'script', 'id'],
    ['StrictHostKeyChecking=no', 'harmless', 'no'],
    ['HostName=evil.example', 'host', 'evil.example'],
  ])('ssh -o %j', (text, use, value) => {
    const option = readSshOption(text);
    expect([option.use, option.value]).toEqual([use, value]);
  });
});
