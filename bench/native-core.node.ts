/**
 * The same core made by other means: without SIMD as a module, and that module as C, compiled by gcc.
 *
 * wasm2c of Debian knows no SIMD, hence the variant; its one vector loop is written byte by byte instead. Null with a reason where the
 * tools are not installed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Core } from '../src/shell/index.ts';

/** Functions that pass 16 bytes at a time may stop early: their callers look at every byte behind. */
const SCALAR_PASS = `export function $1(from: i32, stop: i32): i32 {
  return from;
}
`;

/** The runtime that wasm2c's output is linked with, as Debian's wabt installs it. */
const RUNTIME = '/usr/share/wabt/wasm2c';

function run(program: string, args: readonly string[], cwd: string): string | null {
  const { status, error, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8' });
  if (error) return `${program} is not installed`;
  return status === 0 ? null : `${program} failed: ${stderr.split('\n')[0]}`;
}

/** Compiles the core without SIMD into a folder; gives its bytes, or why it cannot. */
export function buildScalar(root: string, folder: string): Uint8Array | string {
  const source = join(root, 'wasm/lib/#memory.ts');
  if (!existsSync(source)) return 'the source of the core is not here';
  const text = readFileSync(source, 'utf8');
  const scalar = text.replace(/export function (pass\w+)[\s\S]*?\n}\n/g, SCALAR_PASS);
  if (scalar === text || /v128/.test(scalar)) return 'the core uses SIMD where the variant knows none';
  const out = join(folder, 'core.wasm');
  mkdirSync(join(folder, 'lib'), { recursive: true });
  writeFileSync(join(folder, 'lib/#memory.ts'), scalar);
  const fault = run(process.execPath, [join(root, 'wasm/build.mjs'), out, join(folder, 'lib')], root);
  return fault ?? readFileSync(out);
}

/** Compiles `core.wasm` of a folder to a native program; null, or why it cannot. */
export function buildNative(root: string, folder: string): string | null {
  return (
    run('wasm2c', ['core.wasm', '-n', 'core', '-o', 'core.c'], folder) ??
    run(
      'gcc',
      [
        '-O3',
        '-w',
        '-I',
        RUNTIME,
        '-I',
        folder,
        '-o',
        'native',
        join(root, 'bench/native-driver.c'),
        'core.c',
        `${RUNTIME}/wasm-rt-impl.c`,
        '-lm',
      ],
      folder,
    )
  );
}

/** A core over the bytes of any module with the core's exports. */
export function coreOfModule(module: Uint8Array): Core {
  const instance = new WebAssembly.Instance(new WebAssembly.Module(module as Uint8Array<ArrayBuffer>), {});
  const memory = instance.exports.memory as WebAssembly.Memory;
  let bytes = new Uint8Array(memory.buffer);
  let rest = bytes;
  const whole = (): Uint8Array => {
    if (bytes.length === 0) bytes = new Uint8Array(memory.buffer);
    return bytes;
  };
  return {
    build: 'wasm',
    exports: instance.exports as unknown as Core['exports'],
    words: () => new Int32Array(memory.buffer),
    bytes: whole,
    lastTape: null,
    bytesFrom: (address) => {
      if (rest.length === 0 || rest.byteOffset !== address) rest = new Uint8Array(memory.buffer, address);
      return rest;
    },
  };
}

/** Texts in the form that the native program reads. */
function packForNative(texts: readonly string[]): Buffer {
  return Buffer.concat(
    texts.flatMap((text) => {
      const bytes = Buffer.from(text);
      const length = Buffer.alloc(4);
      length.writeUInt32LE(bytes.length);
      return [length, bytes];
    }),
  );
}

/** A native program with a policy: what it answers, and how long it takes. */
export interface NativeCore {
  /** Answer and features of every text, one behind the other. */
  readonly check: (texts: readonly string[]) => Int32Array;
  /** Nanoseconds for a text, by round. */
  readonly time: (texts: readonly string[], rounds: number, roundMs: number) => number[];
}

/** The native program of a folder, with the policy that stands in a core made of the same module. */
export function nativeCore(folder: string, core: Core): NativeCore {
  const image = join(folder, 'policy.image');
  const texts = join(folder, 'texts');
  writeFileSync(image, core.bytes().subarray(0, core.exports.textAddress()));
  const ask = (given: readonly string[], args: readonly string[]): Buffer => {
    writeFileSync(texts, packForNative(given));
    const { status, stdout } = spawnSync(join(folder, 'native'), [image, texts, ...args], { maxBuffer: 1 << 28 });
    if (status !== 0) throw new Error('the native core failed');
    return stdout;
  };
  return {
    check: (given) => {
      const answers = ask(given, ['check']);
      return new Int32Array(answers.buffer.slice(answers.byteOffset, answers.byteOffset + answers.length));
    },
    time: (given, rounds, roundMs) =>
      ask(given, ['time', String(rounds), String(roundMs)])
        .toString()
        .trim()
        .split('\n')
        .map(Number),
  };
}
