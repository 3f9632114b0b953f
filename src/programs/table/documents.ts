/** Documents, pictures, sound, and other converters: their scripts, filters and results. */
import type { ProgramRow } from '../row.ts';

const MEDIA = `-i=opened -o%write -output=write -outdir=write -filter_script=read -filter_complex_script=read -dump_attachment=write -attach=read
      -passlogfile=write -progress=url -report!at-write:ffmpeg.log -protocol_whitelist= -f= -c= -c:v= -c:a= -codec= -codec:v= -codec:a=
      -vcodec= -acodec= -b:v= -b:a= -b= -r= -s= -t= -ss= -to= -vf= -af= -filter:v= -filter:a= -filter_complex= -map= -metadata= -preset=
      -crf= -pix_fmt= -an -vn -sn -y -n -q:v= -q= -q:a= -ac= -ar= -loglevel= -v= -threads= -frames:v= -vframes= -aspect= -profile:v=
      -level= -movflags= -x264-params= -tune= -g= -loop= -shortest -hide_banner -stats -copyts -framerate= -start_number= -show_entries=
      -of= -print_format= -select_streams= -script=code-file:mpv -scripts=code-file:mpv -input-conf=option-file:mpv
      -include=option-file:mpv -config-dir=config:settings -stream-record=write -dump-stats=write -log-file=write -stream-dump=write
      -python=code-file:python -P=code-file:python -python-expr=code:python -batch-interpreter= -e=code:inkscape -actions=code:inkscape
      -export-filename=write -export-type= -w= -h= -T+ -G+ -N+ -E+ -l+ -K+ -O -p= -d= -puppeteerConfigFile=option-file:mmdc
      -configFile=option-file:mmdc -cssFile=read`;

export const DOCUMENTS: readonly ProgramRow[] = [
  {
    name: 'pandoc quarto',
    options: `-o|--output=write -F|--filter=program -L|--lua-filter=preload:lua -d|--defaults=option-file:pandoc --template=file-or-url
      --pdf-engine=program --pdf-engine-opt=config-inline:settings --extract-media=write --data-dir=config:settings --metadata-file=read
      -c|--css=embed?opened|_ --self-contained@embed --embed-resources@embed -H|--include-in-header=read -B|--include-before-body=read -A|--include-after-body=read --syntax-definition=read
      --highlight-style= --reference-doc=read --bibliography=read --csl=file-or-url --citation-abbreviations=read --abbreviations=read
      --resource-path=read --log=write --epub-cover-image=read --epub-metadata=read --epub-embed-font=read --request-header=
      -f|--from=pandoc-format -t|--to=pandoc-format -r=pandoc-format -w=pandoc-format --read=pandoc-format --write=pandoc-format -M= -V=
      --metadata= --variable= -D= --print-default-template= --columns= --wrap= --toc-depth= --number-offset= --slide-level=
      --shift-heading-level-by= --tab-stop= --eol= --dpi= --id-prefix= -T= --title-prefix= --mathjax? --katex? --webtex? -s -N -i -p -v
      --toc --standalone --sandbox`,
    operands: 'file-or-url*',
    otherwise: 'operands',
    commands: [
      {
        name: 'render preview',
        options: '--to= --output=write -o=write --execute --metadata-file=read --port=',
        operands: 'code-file:quarto*',
      },
      { name: 'run', operands: 'code-file:quarto _*' },
      { name: 'publish', operands: '_*', does: 'destroy:publication' },
      { name: 'server', options: '--port= --timeout=', does: 'at-listen' },
      { name: 'lua', options: '-e=code:lua -l=preload:lua', stop: 1, operands: 'code-file:lua? _*' },
    ],
  },
  {
    name: 'tex pdftex latex pdflatex xelatex lualatex luatex xetex context dvilualatex',
    syntax: 'dash',
    options: `-shell-escape@escape -enable-write18@escape -shell-restricted -no-shell-escape -output-directory=write -aux-directory=write
      -jobname= -output-format= -interaction= -fmt=config:settings -ini -lua=code-file:lua -luaonly -progname= -recorder -draftmode
      -halt-on-error -file-line-error -synctex= -cnf-line=config-inline:settings -mktex= -translate-file= -parse-first-line`,
    operands: 'escape?code:tex|tex-input*',
  },
  {
    name: 'latexmk arara tectonic rubber',
    options: `-e=code:perl -r=option-file:perl -pdflatex=script -latex=script -xelatex=script -lualatex=script -pdf -pdfxe -pdflua -dvi -ps
      -outdir=write -output-directory=write -auxdir=write -jobname= -usepretex=code:tex -pretex=code:tex -shell-escape@escape -cd -c -C -f
      -g -pvc -pv -silent -quiet -interaction= -bibtex -deps -deps-out=write -o=write -Z= -synctex= -norc`,
    syntax: 'dash',
    operands: 'read*',
    does: 'at-task:latex',
  },
  {
    name: `bibtex biber makeindex makeglossaries dvips dvipdfm dvipdfmx texcount lacheck chktex kpsewhich
      texdoc fmtutil updmap mktexlsr`,
    syntax: 'dash',
    options: '-o=write -output-directory=write -t= -s= -l= -g -q -p= -D= -f= -R0 -h= -P= -z',
    operands: 'read*',
  },
  {
    name: 'gs ghostscript',
    syntax: 'dash',
    options: `-sOutputFile=pipe-file -o=pipe-file -c=code:postscript -f -dSAFER -dNOSAFER!config-name:settings -dBATCH -dNOPAUSE -q -sDEVICE= -r+
      -d+ -s+ -I%config:settings`,
    operands: 'code-file:postscript*',
  },
  { name: 'identify', syntax: 'dash', options: '-format= -verbose -ping -quiet', operands: 'read*', mark: 'reader' },
  {
    name: 'convert magick mogrify composite montage gm compare conjure display import animate',
    options: `-write=write -path=write -script=code-file:magick -resize= -geometry= -crop= -quality= -density= -format= -define= -font= -fill=
      -draw= -size= -gravity= -pointsize= -background= -border= -bordercolor= -rotate= -colorspace= -depth= -alpha= -fuzz= -annotate=_,_
      -tile= -delay= -loop= -limit=_,_ -set=_,_ -channel= -compress= -type= -threshold= -level= -blur= -sharpen= -extent= -layers=
      -virtual-pixel= -distort=_,_ -fx= -profile=read -mask=read -texture=read -clut -strip -flatten -trim -negate -flip -flop -append
      -auto-orient -coalesce -verbose -version`,
    syntax: 'dash',
    operands: 'read* write',
  },
  {
    name: `ffmpeg avconv sox mencoder HandBrakeCLI lame flac oggenc opusenc mkvmerge jpegoptim optipng pngquant gifsicle pngcrush oxipng advpng
      jpegtran ocrmypdf tesseract`,
    syntax: 'dash',
    options: MEDIA,
    operands: 'write*',
  },
  {
    name: `ffprobe ffplay mplayer mpv vlc cvlc rsvg-convert cwebp dwebp inkscape gimp blender dot neato fdp sfdp twopi circo plantuml mmdc
      povray openscad qrencode zbarimg`,
    syntax: 'dash',
    options: MEDIA,
    operands: 'opened*',
  },
  {
    name: 'exiftool',
    syntax: 'dash',
    options: `-o=write -out=write -w=write -tagsFromFile=read -TagsFromFile=read -csv=read -json=read -config=option-file:exiftool
      -if=code:perl -p=code:perl -d= -ext= -x= -c= -api= -charset= -efile=write -geotag=read -i= -n -r -s -q -v -G
      -a -u -U -b -j -X -T -f -overwrite_original -execute -common_args$`,
    operands: 'edited*',
  },
  {
    name: 'pdftotext pdftoppm pdftocairo pdfimages pdftohtml pdfseparate qpdf ps2pdf pdf2ps ps2ascii epstopdf',
    syntax: 'dash',
    options: `-f= -l= -r= -rx= -ry= -x= -y= -W= -H= -enc= -eol= -opw= -upw= -password= -fixed= -scale-to= -sx= -o=write -outfile=write -png -jpeg
      -tiff -svg -layout -raw -htmlmeta -bbox -nopgbrk -cropbox -mono -gray -singlefile -list -j -all -p -q -v -pages= -encrypt=_,_,_
      -linearize -decrypt -check -show-npages -json`,
    operands: 'read write?',
  },
  { name: 'pdfunite img2pdf', options: '-o|--output=write -S= -s= -a -v', operands: 'read* write' },
  {
    name: 'wkhtmltopdf wkhtmltoimage',
    options: `--run-script=code:js --user-style-sheet=read --cookie-jar=write --cookie=_,_ --custom-header=_,_ --header-html=opened
      --footer-html=opened --post-file=_,read --post=_,_ --proxy=proxy-url --cache-dir=write --dump-outline=write --xsl-style-sheet=read
      --enable-local-file-access --allow=read --width= --height= --page-size= --margin-top= --margin-bottom= --margin-left= --margin-right=
      --javascript-delay= --zoom= --title= --encoding= --format= --quality= -s= -O= -T= -B= -L= -R= -q -g -l -d= -f=`,
    operands: 'opened+ write',
  },
  {
    name: 'sphinx-build',
    options: `-b|--builder= -M= -c|--conf-dir=config:project -d|--doctree-dir=write -D|--define=config-inline:settings -A|--html-define= -j|--jobs=
      -w|--warning-file=write -t|--tag= -a -E -C -n -N -q -Q -v -T -P -W --keep-going`,
    operands: 'config:project write _*',
    does: 'at-task:docs',
  },
  {
    name: 'doxygen',
    syntax: 'dash',
    options: '-g*write -l*write -u*write -w=_,write -x* -e=_,write -f=_,write -d= -s -q -v -h',
    operands: 'code-file:doxygen?',
  },
  {
    name: `exif mediainfo mat2 pdfinfo pdffonts pdfgrep pdftk mutool catdoc antiword docx2txt odt2txt html2text lowdown asciidoctor rst2html mkdocs mdbook jekyll
      libreoffice soffice unoconv chromium chrome google-chrome firefox weasyprint groff troff nroff eqn tbl
      enscript a2ps paps aspell hunspell ispell`,
    options: `-if=code:perl -p= -o=write -out=write -w= -tagsFromFile=read -TagsFromFile=read -csv=read -json=read -config=option-file:exiftool
      -execute -stay_open= -outdir=write -b=read -d=write -c=config:project --convert-to= --output=write --headless --print-to-pdf?write
      --screenshot?write --dump-dom --user-data-dir=config:settings --profile=config:settings --remote-debugging-port?at-listen
      --load-extension=preload:chrome --renderer-cmd-prefix=script --gpu-launcher=script --utility-cmd-prefix=script --no-sandbox
      --run-script=code:js --user-style-sheet=read --cookie-jar=write --enable-local-file-access -r=preload:ruby --require=preload:ruby
      -a=read -D=read -B=read -n -q -v -s -f=read -l=read -t=read -T=read -m=read -layout -raw -png -jpeg -U!config-name:settings -S -C=read -M=config:settings -I=read -e=read
      --template=read --lang= --encoding= --add-extra-dicts=read --personal=write --mode=`,
    syntax: 'dash',
    operands: 'opened*',
    otherwise: 'operands',
    commands: [
      {
        name: 'build serve new clean gh-deploy init test watch doctor',
        options: `-d=write -dest-dir=write -site-dir=write -config-file=project-file:docs -f=project-file:docs -a=listen -dev-addr=listen -n=
      -hostname=listen -p= -o`,
        operands: '_*',
        does: 'at-task:docs',
      },
    ],
  },
  {
    name: 'hugo',
    options: `-s|--source=project:project -d|--destination=write --config=project-file:hugo --configDir=config:settings --themesDir=config:settings
      --cacheDir=write -b= -t= -c= -e= --baseURL= --theme= -D -F -E --minify --gc --logLevel= --environment=`,
    operands: '_*',
    otherwise: 'operands',
    inherit: true,
    commands: [
      { name: 'server serve', options: '--bind=listen -p= --port= -D -w -s=project:project', does: 'at-listen' },
      { name: 'new mod version env list convert deploy gen import config', operands: '_*' },
    ],
  },
  { name: 'mlr miller', syntax: 'plain', operands: 'mlr-words' },
  { name: 'fx', options: '-r|--raw -s|--slurp --yaml --themes', operands: 'read? code:fx*' },
  { name: 'gron', options: '-u|--ungron -c -m -s -j -v -k|--insecure --no-sort', operands: 'file-or-url*' },
  {
    name: 'dasel',
    options: '-f|--file=read -r|--read= -w|--write= -o|--out=write -s|--selector= -p= --pretty -c --colour',
    operands: '_*',
    otherwise: 'operands',
    commands: [
      {
        name: 'put delete',
        options: '-f|--file=write -o|--out=write -r|--read= -w|--write= -v|--value= -t|--type= -s= -p=',
        operands: '_*',
      },
    ],
  },
  {
    name: `csvkit csvcut csvgrep csvlook csvsort csvstat csvsql csvjson in2csv xsv qsv htmlq pup jo jc jless
      datamash visidata vd hxselect`,
    options: `-o|--output=write -d= -c= -r= -m= -e= -f=read -i= -n -s= -t= -l= -H -k= -p= -q= --query=sql --db=database --insert --from= --to=
      -I@edit -S -g= -u= -x= --ifs= --ofs= --icsv --ojson --c2p -a -y= -w= --select= --delimiter=`,
    operands: 'edit?write|read*',
  },
  {
    name: 'units qalc numbat calc gcalccmd fend insect ipcalc sipcalc subnetcalc',
    options: '-f=read -o= -1 -v -t -q -s= -e=',
    operands: '_*',
  },
  {
    name: `tokei cloc scc sloccount loc onefetch git-sizer hexyl difft difftastic icdiff wdiff dwdiff diffstat interdiff filterdiff combinediff
      meld kdiff3 ccze multitail lnav ccdiff ts annotate-output`,
    options: `-o=write --output=write --report-file=write --out=write -f= -t= -e= -s= -c= --config=project-file:tool --exclude= --exclude-dir=
      --include-lang= --by-file --json --format= -l= -n -q -m= -i= -C=option-file:lnav -d= -I=config:settings`,
    operands: 'read*',
    mark: 'reader',
  },
  {
    name: 'watchexec',
    options: `-w|--watch=read -W|--watch-non-recursive=read -F|--watch-file=read -e|--exts= -f|--filter= -i|--ignore= -c|--clear? -o|--on-busy-update=
      -r|--restart -s|--signal= --stop-signal= --stop-timeout= -d|--debounce= --delay-run= --poll? --shell=program -n -E|--env=setting
      -p|--postpone -q|--quiet -v|--verbose -N|--notify --project-origin=config:project --workdir=enter --emit-events-to= --filter-file=read
      --ignore-file=read --log-file=write --no-vcs-ignore --no-project-ignore --no-global-ignore --no-default-ignore --stdin-quit`,
    stop: 1,
    operands: 'scripts',
  },
  {
    name: 'when-changed inotifywait fswatch watchman onchange chokidar-cli chokidar reflex guard',
    options: `-r -v -1 -s -m -q -e= -o=write --outfile=write --fromfile=read --exclude= -t= -c|--command=script -f= -d= -l= -x -0 -i= -w=enter
      --watch= --filter= --ignore= --restart --clear --shell= --on-busy-update= --project-origin=config:project --emit-events-to=
      --workdir=enter -n --postpone -p= --initial -a -k -E= -G= -g= -R= --env=setting`,
    operands: 'read* -- command',
    otherwise: 'operands',
  },
  {
    name: 'svn hg bzr cvs darcs fossil jj p4 sl rcs ci co',
    options: `--config-option=config-inline:settings --config=config-inline:settings --config-toml=config-inline:settings
      --config-file=option-file:vcs --config-dir=config:settings -R|--repository=config:repository --cwd=enter --editor-cmd=script
      --diff-cmd=program --diff3-cmd=program -e=script --ssh=script --remotecmd=script --tool= -m= -F|--file=read -r= -d= -u= --username=
      --password= -c= -l= -T= --template= -q -v -n -y -f --force --non-interactive --no-pager --color= --at-op= --ignore-working-copy`,
    operands: '_*',
    otherwise: 'operands',
    commands: [
      {
        name: 'clone checkout co pull push fetch incoming outgoing update up switch export import merge',
        options: `-r= --depth= -b= -u= -f --ssh=script -e=script --remotecmd=script -R=config:repository -m= --remote= --all --bookmark=
      --deleted!destroy:remote --force!destroy:remote`,
        operands: 'git-place? write?',
      },
      {
        name: 'revert restore reset purge clean strip abandon undo rollback obliterate prune',
        options: '--no-backup -a --all -r= -R --recursive -f --depth=',
        operands: 'write-tree*',
        does: 'destroy:changes',
      },
      {
        name: `diff log status st blame annotate cat ls list info show heads tip tags branches bookmarks summary identify id files evolog interdiff
      op operation`,
        options: '-r= -c= -l= -p -v -T= -d= --limit= --stat --git -x= --diff-cmd=program --template= -n= -s --revisions=',
        operands: 'read*',
      },
      {
        name: `add commit ci delete remove rm move mv copy cp mkdir describe desc new squash split rebase bookmark branch tag init create config
      edit next prev workspace git resolve`,
        options: '-m= -F=read -r= -d= -b= -q -f --message= --edit -u --user --stdin --tool=script --colocate',
        operands: '_*',
      },
    ],
  },
];
