# The hook of an agent, as `portcullis hook install` writes it down: `bash -p portcullis-hook.sh NODE HOOK AGENT [OPTION]...`.
#
# Where the daemon of this user is warm it is asked from here, which costs a tenth of starting Node. In every other case, and after any odd
# answer, this becomes `NODE HOOK AGENT [OPTION]...`, which evaluates by itself. Whether a daemon is there is known before standard input is touched;
# what was read when something turns out odd is handed over on descriptor 3, the rest follows on standard input.
#
# SECURITY: only the answer of the very process that wrote the secrets file, with its proof, in this version, is believed. `-p` keeps functions
# and options out that the environment would bring along; what else bash takes from there is put away first. The line around this ends with 2
# unless this ends with 64. Nothing is waited for without a limit, for an agent that has waited too long carries on.

set +o posix
unset -v BASH_COMPAT POSIXLY_CORRECT TMOUT FUNCNEST PORTCULLIS_HTTP CDPATH GLOBIGNORE
LC_ALL=C
set -f

_portcullis_version=0.1.0
_portcullis_input_bytes=8192
_portcullis_input_seconds=10
_portcullis_answer_seconds=1.5

. "${BASH_SOURCE[0]%/*}/portcullis.sh" || exit 2

# Not being answered is no fault here.
_portcullis_fail() {
  return 1
}

_portcullis_block() {
  printf 'portcullis: blocked: %s\n' "$1" >&2
  exit 2
}

# Whether the process that wrote the secrets file is there and the same.
_portcullis_is_running() {
  local stat
  [[ -n $process && $process != *[!0-9]* && -n $start && -O /proc/$process/stat ]] || return
  IFS= read -r stat <"/proc/$process/stat" || return
  # Behind the name of the program, which may hold anything: the state, and 19 fields on the time it started.
  set -- ${stat##*) }
  [[ ${20-} == "$start" ]]
}

# Sets REPLY to the bytes that this process has read so far, and to those read to find that out.
_portcullis_bytes_read() {
  local text
  IFS= read -r -d '' -N 4096 text </proc/self/io
  REPLY=${text#*rchar: }
  REPLY="${REPLY%%$'\n'*} ${#text}"
}

# Finds the daemon, without touching standard input; before: how much was read so far.
_portcullis_find() {
  [[ -z ${PORTCULLIS_REQUIREMENTS-}${CODEX_HOME-}${XDG_CONFIG_HOME-} && -r /proc/self/io ]] || return
  _portcullis_file
  file=$REPLY
  [[ -O ${file%/*} && ! -L ${file%/*} ]] || return
  _portcullis_secrets "$file" || return
  [[ $version == "$_portcullis_version" ]] || return
  _portcullis_is_running || return
  # Lines of a header.
  [[ "$HOME$project$options" != *[[:cntrl:]]* && $project != ' '* && $project != *' ' && $agent != *[!a-z-]* ]] || return
  # The system must count what is read, or nobody would notice a byte that is lost.
  _portcullis_bytes_read
  before=$REPLY
  _portcullis_bytes_read
  [[ $before == [1-9]*' '[1-9]* && ${REPLY% *} -eq $((${before% *} + ${before#* })) ]] || return
  before=$REPLY
}

# Reads standard input into input; whether it ends within what is sent to the daemon.
_portcullis_read() {
  local status
  IFS= read -r -d '' -N "$_portcullis_input_bytes" -t "$_portcullis_input_seconds" input
  status=$?
  ((status <= 128)) || _portcullis_block "no input within $_portcullis_input_seconds s"
  _portcullis_bytes_read
  # Bash leaves NUL bytes out, and what is judged would not be what is run.
  ((${REPLY% *} - ${before% *} - ${before#* } == ${#input})) || _portcullis_block 'standard input holds a NUL byte'
  ((status != 0))
}

# Sets REPLY to the answer of the daemon. Asked in a process of its own: a port that somebody keeps busy takes no connection and says nothing, and
# only what comes through a pipe can be waited for with a limit.
_portcullis_ask_hook() {
  local answer status headers="Portcullis-Version: $version"$'\r\n'"Portcullis-Home: $HOME"$'\r\n'
  headers+="Portcullis-Arguments: $options"$'\r\n'"Portcullis-Project: $project"$'\r\n'
  exec {answer}< <(_portcullis_connect && _portcullis_post "/hook/$agent" "$headers" "$input" && printf '%s' "$REPLY")
  REPLY=''
  IFS= read -r -d '' -N 65536 -t "$_portcullis_answer_seconds" REPLY <&"$answer"
  status=$?
  exec {answer}<&-
  ((status > 128)) || return "$((status != 1))"
  kill -KILL "$!"
  # It hangs: nobody else need wait for it. One that was only slow writes the file again.
  : >"$file"
  return 1
}

# Ends as the daemon says, if it is the daemon that says so; returns where it is not.
_portcullis_obey() {
  local head="HTTP/1.1 200 OK"$'\r\n'"Portcullis-Proof: $proof"$'\r\n'"Portcullis-Hook: $_portcullis_version " said code out err
  [[ $REPLY == "$head"* && $REPLY == *$'\r\n\r\n'* ]] || return
  said=${REPLY#"$head"}
  said=${said%%$'\r'*}
  REPLY=${REPLY#*$'\r\n\r\n'}
  code=${said%% *} err=${said##* } out=${said#* }
  out=${out%% *}
  [[ "$code $out $err" == "$said" && $code == [02] && $out$err != *[!0-9]* && -n $out && -n $err && ${#out} -lt 6 && ${#err} -lt 6 ]] || return
  ((${#REPLY} == 10#$out + 10#$err)) || return
  out=$((10#$out))
  printf '%s' "${REPLY:out}" >&2
  printf '%s' "${REPLY:0:out}" || exit 2
  [[ $code -eq 0 ]] || exit 2
  [[ " $options " == *' --installed '* ]] || exit 0
  exit 64
}

_portcullis_hook() {
  local node=$1 hook=$2 agent=$3 options="${*:4}" project='' file host port token proof process start version socket before input
  case $agent in
    claude-code) project=${CLAUDE_PROJECT_DIR-} ;;
    gemini) project=${GEMINI_PROJECT_DIR-} ;;
  esac
  _portcullis_find || exec "$node" "${@:2}"
  if _portcullis_read && _portcullis_ask_hook; then _portcullis_obey; fi
  exec "$node" "${@:2}" --begun 3<<<"$input"
}

_portcullis_hook "$@"
