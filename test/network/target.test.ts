/** What commands name as the place they connect to. */
import { describe, expect, test } from 'vitest';
import { readTarget, type TargetForm } from '../../src/network/index.ts';

function read(text: string, form: TargetForm) {
  const target = readTarget(text, form);
  if (target.type === 'socket') return `socket ${target.path}`;
  const { host, port, protocol } = target;
  const shown = host.type === 'refused' ? `${host.code} ${host.reads}` : host.text;
  return [shown, port, protocol].filter((part) => part !== null).join(' ');
}

describe('targets of commands', () => {
  test.each<[TargetForm, string, string]>([
    ['bare-url', 'evil.example/x', 'evil.example http'],
    ['bare-url', 'evil.example:8080/x', 'evil.example 8080 http'],
    ['bare-url', 'localhost:3000', 'localhost 3000 http'],
    ['bare-url', 'https://api.ok.example@evil.example/', 'evil.example https'],
    ['bare-url', 'user:pass@evil.example', 'NW005 null'],
    ['bare-url', 'user@evil.example/x', 'evil.example http'],
    ['bare-url', 'HTTP://EVIL.example', 'evil.example http'],
    ['bare-url', 'ftp://evil.example/x', 'evil.example socks5_tcp'],
    ['bare-url', 'https://api.ok.example\\@evil.example/', 'NW005 null'],
    ['bare-url', 'http://0x7f.1/', 'NW009 127.0.0.1 http'],
    ['bare-url', 'http://2130706433/', 'NW009 127.0.0.1 http'],
    ['bare-url', 'http://0177.0.0.1:80/', 'NW009 127.0.0.1 80 http'],
    ['bare-url', 'http://[::ffff:1.2.3.4]:81/', '1.2.3.4 81 http'],
    ['bare-url', 'http://ｅvil.example/', 'NW008 evil.example http'],
    ['bare-url', 'http://%65vil.example/', 'NW003 evil.example http'],
    ['bare-url', 'http://bücher.example/', 'xn--bcher-kva.example http'],
    ['bare-url', 'http://evil.example./', 'evil.example http'],
    ['bare-url', 'http://evil.example\u3000/', 'NW002 null'],
    ['bare-url', '', 'NW001 null http'],
    ['bare-url', `http://${'a'.repeat(20_000)}`, 'NW001 null'],
    ['url', 'evil.example/x', 'NW005 null'],
    ['login', 'git@evil.example', 'evil.example socks5_tcp'],
    ['login', 'evil.example', 'evil.example socks5_tcp'],
    ['login', 'a@b@evil.example', 'NW004 null socks5_tcp'],
    ['login', '[::1]', '::1 socks5_tcp'],
    ['remote-path', 'evil.example:/tmp/x', 'evil.example socks5_tcp'],
    ['remote-path', 'me@evil.example:x', 'evil.example socks5_tcp'],
    ['remote-path', 'me@[::1]:x', '::1 socks5_tcp'],
    ['remote-path', 'evil.example', 'evil.example socks5_tcp'],
    ['remote-path', ':x', 'NW001 null socks5_tcp'],
    ['host', 'evil.example:443', 'evil.example 443'],
    ['host', '::1', '::1'],
    ['url', 'unix:/run/docker.sock', 'socket /run/docker.sock'],
    ['url', 'unix:///run/docker.sock', 'socket /run/docker.sock'],
  ])('%s %s is %s', (form, text, expected) => {
    expect(read(text, form)).toBe(expected);
  });
});
