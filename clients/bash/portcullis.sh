# Asks the daemon that `portcullis serve --http 127.0.0.1:PORT` started. Source this file, then:
#
#     if portcullis_allows 'git push --force'; then … fi
#     portcullis_decide 'git push --force'        # prints allow, prompt or forbidden
#
# Needs bash 4.2 or later with /dev/tcp, and nothing else. It fails closed: without a daemon, without its proof, without a whole answer in
# time, the decision is forbidden. `portcullis_allows` returns 0 for allow and 2 for everything else, the reason of a failure is on stderr.
#
#     PORTCULLIS_HTTP      the secrets file of the daemon (default: http.json in $XDG_RUNTIME_DIR/portcullis or ~/.cache/portcullis)
#     PORTCULLIS_TIMEOUT   seconds to wait for an answer (default: 5)

# portcullis_allows COMMAND [FOLDER]
portcullis_allows() {
  [[ "$(portcullis_decide "$@")" == allow ]] || return 2
}

# portcullis_decide COMMAND [FOLDER]: the command is a text for bash, run in FOLDER (default: the current one).
portcullis_decide() {
  local LC_ALL=C decision
  if [[ $# -lt 1 || $# -gt 2 ]]; then
    _portcullis_fail 'call it with a command and, if need be, a folder'
  elif decision=$(_portcullis_ask "$1" "${2-$PWD}"); then
    printf '%s\n' "$decision"
    return
  fi
  printf 'forbidden\n'
}

_portcullis_fail() {
  printf 'portcullis: %s\n' "$1" >&2
  return 1
}

# A text as a JSON string, piece by piece: most pieces hold nothing to escape. Bytes of other encodings stay as they are, and the daemon
# refuses what is not UTF-8.
_portcullis_json() {
  local text=$1 out='' piece char code i j
  for ((i = 0; i < ${#text}; i += 256)); do
    piece=${text:i:256}
    if [[ $piece != *[$'\001'-$'\037'\"\\]* ]]; then
      out+=$piece
      continue
    fi
    for ((j = 0; j < ${#piece}; j++)); do
      char=${piece:j:1}
      case $char in
        '"' | \\) out+="\\$char" ;;
        [$'\001'-$'\037'])
          printf -v code '\\u%04x' "'$char"
          out+=$code
          ;;
        *) out+=$char ;;
      esac
    done
  done
  REPLY="\"$out\""
}

# Reads the secrets file into url, token and proof. It must be this user's own, and nobody else's to write.
_portcullis_secrets() {
  local file=${PORTCULLIS_HTTP:-}
  if [[ -z $file ]]; then
    if [[ ${XDG_RUNTIME_DIR:-} == /* ]]; then file=$XDG_RUNTIME_DIR/portcullis/http.json; else file=${HOME:-}/.cache/portcullis/http.json; fi
  fi
  local text
  [[ -f $file && ! -L $file && -O $file ]] || { _portcullis_fail "no daemon has written \`$file\`"; return; }
  IFS= read -r text <"$file" || { _portcullis_fail "\`$file\` cannot be read"; return; }
  local pattern='^\{"url":"http://(127\.0\.0\.1|localhost|\[::1\]):([0-9]{1,5})/","token":"([A-Za-z0-9_-]{20,})","proof":"([A-Za-z0-9_-]{20,})"[,}]'
  [[ $text =~ $pattern ]] || { _portcullis_fail "\`$file\` is not the file of a daemon"; return; }
  host=${BASH_REMATCH[1]} port=${BASH_REMATCH[2]} token=${BASH_REMATCH[3]} proof=${BASH_REMATCH[4]}
}

_portcullis_ask() {
  local host port token proof body folder command socket
  _portcullis_secrets || return
  _portcullis_json "$1"; command=$REPLY
  _portcullis_json "$2"; folder=$REPLY
  body='[{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"client":{"name":"bash"},"shell":"bash","cwd":'$folder'}},'
  body+='{"jsonrpc":"2.0","id":2,"method":"policy/decide","params":{"command":'$command'}}]'
  { exec {socket}<>"/dev/tcp/${host//[\[\]]/}/$port"; } 2>/dev/null || { _portcullis_fail "no daemon listens on port $port"; return; }
  printf 'POST / HTTP/1.1\r\nHost: %s:%s\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s' \
    "$host" "$port" "$token" "${#body}" "$body" >&"$socket" 2>/dev/null
  _portcullis_answer
  local result=$?
  exec {socket}>&-
  return "$result"
}

# Prints the decision. It counts only behind the proof, and only in the one form in which the daemon writes it: inside a JSON string, quotes
# are escaped, so no text that somebody else chose can look like it.
_portcullis_answer() {
  local seconds=${PORTCULLIS_TIMEOUT:-5} line length=-1 is_proven=no answer=''
  IFS= read -r -t "$seconds" line <&"$socket" || { _portcullis_fail 'no answer in time'; return; }
  [[ $line == 'HTTP/1.1 200 '* ]] || { _portcullis_fail "the daemon refuses: ${line%$'\r'}"; return; }
  while IFS= read -r -t "$seconds" line <&"$socket"; do
    line=${line%$'\r'}
    case $line in
      '') break ;;
      [Pp]ortcullis-[Pp]roof:' '*) [[ ${line#*: } == "$proof" ]] && is_proven=yes ;;
      [Cc]ontent-[Ll]ength:' '*) length=${line#*: } ;;
    esac
  done
  [[ $is_proven == yes ]] || { _portcullis_fail 'what listens on the port is not the daemon'; return; }
  [[ $length =~ ^[1-9][0-9]{0,7}$ ]] || { _portcullis_fail 'the answer has no length'; return; }
  IFS= read -r -d '' -N "$length" -t "$seconds" answer <&"$socket"
  [[ ${#answer} -eq $length ]] || { _portcullis_fail 'the answer is not whole'; return; }
  local pattern='\{"jsonrpc":"2\.0","id":2,"result":\{"decision":"(allow|prompt|forbidden)","policy":\{"fingerprint":"[^"]*","stale":(true|false)\}\}\}'
  [[ $answer =~ $pattern ]] || { _portcullis_fail 'the answer holds no decision'; return; }
  printf '%s\n' "${BASH_REMATCH[1]}"
}
