# Asks the daemon that `portcullis serve --http 127.0.0.1:PORT` started. Source this file, then:
#
#     if portcullis_allows 'git push --force'; then … fi
#     portcullis_decision 'git push --force'      # sets REPLY to allow, prompt or forbidden
#     portcullis_decide 'git push --force'        # prints it; `$(portcullis_decide …)` costs a process
#
# Needs bash 4.2 or later with /dev/tcp, and nothing else. It fails closed: without a daemon, without its proof, without a whole answer in
# time, the decision is forbidden. `portcullis_allows` returns 0 for allow and 2 for everything else, the reason of a failure is on stderr.
#
#     PORTCULLIS_HTTP      the secrets file of the daemon (default: http.json in $XDG_RUNTIME_DIR/portcullis or ~/.cache/portcullis)
#     PORTCULLIS_TIMEOUT   seconds to wait for an answer (default: 5)

# portcullis_allows COMMAND [FOLDER]
portcullis_allows() {
  local REPLY
  portcullis_decision "$@"
  [[ $REPLY == allow ]] || return 2
}

# portcullis_decide COMMAND [FOLDER]
portcullis_decide() {
  local REPLY
  portcullis_decision "$@"
  printf '%s\n' "$REPLY"
}

# portcullis_decision COMMAND [FOLDER]: the command is a text for bash, run in FOLDER (default: the current one).
portcullis_decision() {
  local LC_ALL=C
  if [[ $# -lt 1 || $# -gt 2 ]]; then
    _portcullis_fail 'call it with a command and, if need be, a folder' || :
  elif _portcullis_ask "$1" "${2-$PWD}"; then
    return
  fi
  REPLY=forbidden
}

_portcullis_fail() {
  printf 'portcullis: %s\n' "$1" >&2
  return 1
}

# Sets REPLY to a text as a JSON string, piece by piece: most pieces hold nothing to escape. Bytes of other encodings stay as they are, and
# the daemon refuses what is not UTF-8.
_portcullis_json() {
  local text=$1 out='' piece char code i j
  if [[ $text != *[$'\001'-$'\037'\"\\]* ]]; then
    REPLY="\"$text\""
    return
  fi
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

# Sets REPLY to the secrets file of the daemon.
_portcullis_file() {
  REPLY=${PORTCULLIS_HTTP:-}
  [[ -z $REPLY ]] || return 0
  if [[ ${XDG_RUNTIME_DIR:-} == /* ]]; then REPLY=$XDG_RUNTIME_DIR/portcullis/http.json; else REPLY=${HOME:-}/.cache/portcullis/http.json; fi
}

# Reads a secrets file into host, port, token and proof, process, start and version. It must be this user's own, and no link.
_portcullis_secrets() {
  local file=$1 address
  local -a part=()
  [[ -f $file && ! -L $file && -O $file ]] || { _portcullis_fail "no daemon has written \`$file\`"; return; }
  # {"url":"…","token":"…","proof":"…","processId":…,"startTime":"…","version":"…"}
  IFS='"' read -r -a part <"$file" || { _portcullis_fail "\`$file\` cannot be read"; return; }
  address=${part[3]-}
  address=${address#http://}
  address=${address%/}
  host=${address%:*} port=${address##*:} token=${part[7]-} proof=${part[11]-}
  process=${part[14]-} start=${part[17]-} version=${part[21]-}
  process=${process//[:,]/}
  [[ "${part[1]-} ${part[5]-} ${part[9]-}" == 'url token proof' && ${part[3]} == "http://$address/" &&
    ($host == 127.0.0.1 || $host == localhost || $host == '[::1]') &&
    -n $port && ${#port} -le 5 && $port != *[!0-9]* &&
    ${#token} -ge 20 && $token != *[!A-Za-z0-9_-]* && ${#proof} -ge 20 && $proof != *[!A-Za-z0-9_-]* ]] ||
    { _portcullis_fail "\`$file\` is not the file of a daemon"; return; }
}

# Opens a connection to the daemon: its number is in socket.
_portcullis_connect() {
  { exec {socket}<>"/dev/tcp/${host//[\[\]]/}/$port"; } 2>/dev/null || _portcullis_fail "no daemon listens on port $port"
}

# _portcullis_post PATH HEADERS BODY [SECONDS]: sends a request, ends the connection, and sets REPLY to the whole answer. The status is 1 where
# none came in time. One write and one read: each line by itself would be a message of its own.
_portcullis_post() {
  local request status=0
  request="POST $1 HTTP/1.1"$'\r\n'"Host: $host:$port"$'\r\n'"Authorization: Bearer $token"$'\r\n'"Content-Type: application/json"$'\r\n'
  request+="$2Content-Length: $((${#3} + 1))"$'\r\n'"Connection: close"$'\r\n\r\n'$3$'\n'
  # What a shell writes first leaves line by line.
  builtin echo >/dev/null
  builtin echo -nE "$request" >&"$socket" 2>/dev/null
  REPLY=''
  IFS= read -r -d '' -N 65536 ${4:+-t "$4"} REPLY <&"$socket" 2>/dev/null || status=$?
  exec {socket}>&-
  # 0: there was no end yet. 1: all has come. Above 128: not in time.
  [[ $status -eq 1 && -n $REPLY ]]
}

_portcullis_ask() {
  local host port token proof process start version socket body folder
  _portcullis_file
  _portcullis_secrets "$REPLY" || return
  _portcullis_json "$2"; folder=$REPLY
  _portcullis_json "$1"
  body='[{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"client":{"name":"bash"},"shell":"bash","cwd":'$folder'}},'
  body+='{"jsonrpc":"2.0","id":2,"method":"policy/decide","params":{"command":'$REPLY'}}]'
  _portcullis_connect || return
  _portcullis_post / '' "$body" "${PORTCULLIS_TIMEOUT:-5}" || { _portcullis_fail 'no whole answer in time'; return; }
  _portcullis_answer
}

# Sets REPLY to the body of an answer that has come whole, behind the proof.
_portcullis_body() {
  local head=${REPLY%%$'\r\n\r\n'*} length
  [[ $REPLY == *$'\r\n\r\n'* ]] || { _portcullis_fail 'the answer is not whole'; return; }
  [[ $head == 'HTTP/1.1 200 '* ]] || { _portcullis_fail "the daemon refuses: ${head%%$'\r'*}"; return; }
  [[ $head$'\r\n' == *$'\r\n'"Portcullis-Proof: $proof"$'\r\n'* ]] || { _portcullis_fail 'what listens on the port is not the daemon'; return; }
  length=${head#*$'\r\n'Content-Length: }
  length=${length%%$'\r'*}
  REPLY=${REPLY#*$'\r\n\r\n'}
  [[ ${#REPLY} -gt 0 && ${#REPLY} == "$length" ]] || { _portcullis_fail 'the answer is not whole'; return; }
}

# Sets REPLY to the decision. It counts only in the one form in which the daemon writes it: inside a JSON string, quotes are escaped, so no
# text that somebody else chose can look like it.
_portcullis_answer() {
  local decision
  _portcullis_body || return
  for decision in allow prompt forbidden; do
    if [[ $REPLY == *'{"jsonrpc":"2.0","id":2,"result":{"decision":"'$decision'","policy":{"fingerprint":"'*'","stale":'@(true|false)'}}}'* ]]; then
      REPLY=$decision
      return
    fi
  done
  _portcullis_fail 'the answer holds no decision'
}
