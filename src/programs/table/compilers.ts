/** Compilers, binary tools, formatters of source text: what they load, which files they write in place. */
import type { ProgramRow } from '../row.ts';

export const COMPILERS: readonly ProgramRow[] = [
  {
    name: 'gcc g++ cc c++ c89 c99 cobc clang clang++ gfortran gnat gdc icc icx tcc zig-cc emcc em++ nvcc hipcc cpp',
    versioned: true,
    syntax: 'dash',
    options: `-o%write -wrapper=commas -B%preload:native -fplugin=preload:native -fpass-plugin=preload:native -fplugin-arg-+ -specs=option-file:gcc -load=preload:native
      -Xclang=_ -Xlinker=passed-flags -Xassembler=passed-flags -Xpreprocessor=passed-flags -Wl,+passed-flags -Wa,+passed-flags -Wp,+passed-flags -fuse-ld=linker-name -ld-path=program
      -ccc-gcc-name= -gcc-toolchain=preload:native -MF%write -MT= -MQ= -MJ=write -dumpdir=write -dumpbase=write -auxbase=write -aux-info=write -save-temps= -fdump-+namedfile:write
      -ftime-trace=write -include=read -imacros=read -isystem=read -iquote=read -idirafter=read -iprefix= -sysroot=read -isysroot=read
      -I%read -L%preload:native -D% -U% -l% -x% -std% -arch= -target= -framework= -T=read -c -S -E -M -MM -MD -MMD -MP -g -O0 -O1 -O2 -O3
      -Os -Ofast -Wall -Wextra -Werror -pthread -static -shared -fPIC -v -w -s -P -C -pipe --version`,
    operands: 'operand-or-options:gcc*',
  },
  {
    name: 'ld gold lld ld.lld mold',
    syntax: 'dash',
    options: `-o%write -plugin=preload:native -plugin-opt= -T%read -script=read -version-script=read -dynamic-list=read -L% -l% -m% -A% -b%
      -e% -entry= -f% -F% -h% -soname= -rpath= -rpath-link= -dynamic-linker= -I% -R=read -u% -y% -z% -Map=write -dependency-file=write
      -out-implib=write -sysroot= -defsym= -wrap= -dump-section= -G -M -N -O -O0 -O1 -O2 -S -X -d -g -n -q -r -s -t -v -x -E -V`,
    operands: 'operand-or-options:ld*',
  },
  {
    name: 'ar',
    bundle: true,
    options: `-r@create -q@create -d@create -m@create -s@create -t@list -p@list -x@extract -a@beside -b@beside -i@beside -N=
      -M!code-stdin:ar --output=write --plugin=preload:native --target= --record-libdeps= -c -D -f -h -o -O -P -S -T -u -U -v -V -l`,
    operands: [
      ['extract', 'operand-or-options:ar _*'],
      ['list', 'operand-or-options:ar _*'],
      ['beside', '_ write operand-or-options:ar*'],
      ['', 'written-or-options:ar operand-or-options:ar*'],
    ],
    does: 'extract>at-write:.',
  },
  {
    name: 'strip',
    options: `-o=write@out -F|--target= -I|--input-target= -O|--output-target= -R|--remove-section=read -N|--strip-symbol= -K|--keep-symbol=
      --keep-section= --remove-relocations= --plugin=preload:native -dDgMpSsuUvVwxX --strip-all --strip-debug --strip-unneeded`,
    operands: 'out?operand-or-options:ld|written-or-options:ld*',
  },
  {
    name: 'ranlib install_name_tool',
    options: '--plugin=preload:native -id= -change=_,_ -rpath=_,_ -add_rpath= -delete_rpath= -D -t -U -v -V',
    operands: 'written-or-options:ld*',
  },
  {
    name: 'objcopy',
    options: `-F|--target= -I|--input-target= -O|--output-target= -B|--binary-architecture= -R|--remove-section= -j|--only-section=
      -N|--strip-symbol= -K|--keep-symbol= -L|--localize-symbol= -G|--keep-global-symbol= -W|--weaken-symbol= -b|--byte= -i|--interleave?
      --interleave-width= --add-section=namedfile --update-section=namedfile --dump-section=namedfile:write --add-gnu-debuglink=read
      --strip-symbols=read --strip-unneeded-symbol= --strip-unneeded-symbols=read --keep-symbols=read --localize-symbols=read
      --globalize-symbol= --globalize-symbols=read --keep-global-symbols=read --weaken-symbols=read --redefine-sym= --redefine-syms=read
      --add-symbol= --rename-section= --set-section-flags= --set-section-alignment= --change-section-address= --adjust-section-vma=
      --change-section-lma= --change-section-vma= --change-addresses= --adjust-vma= --set-start= --change-start= --adjust-start=
      --gap-fill= --pad-to= --prefix-symbols= --prefix-sections= --prefix-alloc-sections= --srec-len= --alt-machine-code=
      --file-alignment= --heap= --image-base= --section-alignment= --stack= --subsystem= --verilog-data-width= --plugin=preload:native
      -dDgMpSUvVwxX --strip-all --strip-debug`,
    operands: 'operand-or-options:ld? written-or-options:ld',
  },
  {
    name: 'as nasm yasm',
    options: `-o=write -I=read -i=read -P=read -p=read -L=read -f=read -F= -M=read -l=write -e=read -R=read -K=read -Z=write --MD=write
      -MF=write -MD=write -MT= -MQ= -D= -d= -U= -u= -X= -O? -w= -W= -a? -g -s -t -v -J -x -q --defsym= --prefix= --postfix=
      --debug-prefix-map= --gdwarf-5 --march= --32 --64`,
    operands: 'operand-or-options:ld*',
  },
  // One letter is a switch for one of them and takes a word for another: that word may be a file.
  {
    name: 'objdump readelf nm size addr2line ldd otool',
    options: `-p=read -x=read -R=read -f=read -t=read -e=read -b=read -m=read -j=read -M=read -I=read -P=read -E=read --start-address=
      --stop-address= --section= --disassembler-options= --demangle? --dwarf? --visualize-jumps? --format= --radix= --target= --string-dump=
      --hex-dump= --relocated-dump= --exe=read --plugin=preload:native -aAcCdDFgGhHiJlLnNoqrsSTuUvVwWX`,
    operands: 'operand-or-options:ld*',
  },
  {
    name: 'lipo',
    syntax: 'dash',
    options: `-output=write -o=write -create -info -detailed_info -thin= -extract= -extract_family= -remove= -replace=_,read -verify_arch
      -archs -arch=_,read -segalign=_,_`,
    operands: 'read*',
  },
  {
    name: 'rustc',
    options: `-o=write -C|--codegen=config-inline:settings --extern=preload:native -L=config:settings -l= -Z= --out-dir=write
      --emit=namedfile:write --crate-name= --crate-type= --edition= --target= --cfg= --check-cfg= -A= -W= -D= -F= --cap-lints=
      --error-format= --sysroot=preload:native -O -g -v -V --test --print=namedfile:write --explain= --remap-path-prefix= --color=`,
    operands: 'operand-or-options:rustc*',
  },
  {
    name: 'rustdoc',
    options: `-o|--output|--out-dir=write -C|--codegen=config-inline:settings --extern=preload:native -L|--library-path=config:settings -Z=
      --crate-name= --crate-type= --crate-version= --edition= --target= --cfg= --check-cfg= -A= -W= -D= -F= --cap-lints= --error-format=
      --sysroot=preload:native --test --test-args= --test-run-directory=enter --test-runtool=program --test-runtool-arg= --test-builder=program
      --test-builder-wrapper=program --persist-doctests=write --passes= --plugins=preload:native --plugin-path=preload:native
      -e|--extend-css=read --theme=read --check-theme=read --default-theme= --index-page=read --markdown-css= --html-in-header=read
      --html-before-content=read --html-after-content=read --markdown-before-content=read --markdown-after-content=read
      --markdown-playground-url= --playground-url= --static-root-path= --resource-suffix= --extern-html-root-url= --remap-path-prefix=
      -w|--output-format= --color= --diagnostic-width= --json= --document-private-items --document-hidden-items --show-coverage -v -V`,
    operands: 'operand-or-options:rustc*',
  },
  {
    name: `clang-format gofmt goimports gofumpt shfmt ktlint google-java-format swift-format ormolu sql-formatter`,
    options: `-w@edit -i@edit --inplace@edit --check -l -d -s -style= --style= -assume-filename= --config=project-file:format
      --config-path=project-file:format --edition= -r= -e -n -cpuprofile=write --emit= -F@edit --apply@edit --format@edit -p
      --stdin-filename= -ln= -b -c -k -f`,
    operands: 'edit?write|read*',
  },
  // These write what they format, unless told to look only.
  {
    name: 'rustfmt stylua swiftformat nixfmt',
    options: `--check|-c@check --lint@check --emit= --stdin-filepath= --config-path=project-file:format -f --config= -g|--glob= --edition=
      --style-edition= --print-config=_,write --stdinpath= --rules= --disable= --enable= --exclude= --swiftversion= --cache= --report=write
      --indent-type= --indent-width= --width= -w= -q -v -l -a`,
    operands: 'check?read|write*',
  },
  {
    name: 'taplo',
    options: '--colors= --verbose',
    inherit: true,
    commands: [
      {
        name: 'fmt format',
        options: '--check@check --diff@check -c|--config=project-file:format -o|--option= --cache-path=write --stdin-filepath= -f',
        operands: 'check?read|write*',
      },
      {
        name: 'lint check validate get',
        options: '-c|--config=project-file:format --schema=url -f|--file-path=read -o=',
        operands: 'read*',
      },
      { name: 'lsp config toml-test', operands: '_*' },
    ],
  },
  {
    name: 'pkg-config pkgconf llvm-config sdl2-config',
    options: `--define-variable=config-inline:settings --variable= --atleast-version= --exact-version= --max-version= --with-path=config:settings --log-file=write --relocate= --personality=
      --cflags --libs --modversion --exists`,
    operands: '_*',
  },
  {
    name: 'protoc capnp flatc thrift',
    options: `--plugin=program --proto_path=read -I=read --descriptor_set_in=read --descriptor_set_out=write --dependency_out=write
      -o|--output=write --js_out=proto-out --ts_out=proto-out --es_out=proto-out --connect-es_out=proto-out --go_out=proto-out
      --go-grpc_out=proto-out --python_out=proto-out --pyi_out=proto-out --grpc_python_out=proto-out --java_out=proto-out
      --kotlin_out=proto-out --csharp_out=proto-out --ruby_out=proto-out --php_out=proto-out --rust_out=proto-out --objc_out=proto-out
      --swift_out=proto-out --dart_out=proto-out --cpp_out=proto-out --grpc_out=proto-out --doc_out=proto-out --openapiv2_out=proto-out
      --out=write -gen= --src-prefix=`,
    operands: 'operand-or-options:protoc*',
  },
  {
    name: 'buf',
    options:
      '--template=project-file:buf --path=read --exclude-path= --config=project-file:buf -o|--output=write --timeout= --error-format=',
    operands: '_*',
    otherwise: 'operands',
    commands: [
      { name: 'push publish', operands: '_*', does: 'destroy:publication' },
      {
        name: 'curl',
        options: '-d|--data=atfile -H|--header=atfile --schema= --protocol= -X= --cert=read --key=read --cacert=read',
        operands: 'url',
      },
    ],
  },
  {
    name: 'grpcurl',
    syntax: 'dash',
    options: `-d= -H= -rpc-header= -reflect-header= -import-path=read -proto=read -protoset=read -protoset-out=write -proto-out-dir=write
      -cacert=read -cert=read -key=read -authority= -servername= -connect-timeout= -keepalive-time= -max-time= -max-msg-sz= -format=
      -alts-target-service-account= -alts-handshaker-service=host -plaintext -insecure -v -vv -unix -emit-defaults -allow-unknown-fields`,
    operands: 'host _*',
  },
];
