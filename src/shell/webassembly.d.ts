/** The part of the WebAssembly API that the core needs: neither the `es` libraries nor Node's types declare it, and `dom` would declare far more. */
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Memory {
    readonly buffer: ArrayBuffer;
  }
  class Instance {
    constructor(module: Module, imports: Record<string, never>);
    readonly exports: Readonly<Record<string, unknown>>;
  }
}
