"""Asks Portcullis whether a command may run. One file, standard library only, Python 3.8 or later.

    import portcullis
    with portcullis.Client() as client:
        answer = client.evaluate(command="git push --force", shell="bash", cwd="/srv/app")
        if answer["decision"] == "allow":
            ...

It starts a daemon (`portcullis serve --stdio`), or joins one that listens on a socket. It fails closed: whatever goes wrong, `evaluate`
answers `{"decision": "forbidden", "reason": ..., "failed": True}`; it never raises and never allows.
"""

import json
import os
import queue
import socket as sockets
import stat
import subprocess
import threading
import time

__all__ = ["Client", "CallFailure"]

DECISIONS = ("allow", "prompt", "forbidden")
DAEMON = ("portcullis", "serve", "--stdio")
CLOSE_SECONDS = 1.0
MAX_ANSWER_BYTES = 64 * 1024 * 1024


class CallFailure(Exception):
    """There is no result; `code` is that of JSON-RPC where the daemon said so."""

    def __init__(self, message, code=None):
        super().__init__(message)
        self.code = code


class Client:
    """A client of the daemon; it connects when it is first asked something. Threads may share it.

    socket: path of a daemon that listens; where none does, one is started.
    command: what to start; None starts nothing.
    session: what is said once for all requests (cwd, shell, enforcement, principal, ...); see `initialize` in docs/daemon.md.
    timeout: seconds that one question may take, connecting included.
    """

    def __init__(self, socket=None, command=DAEMON, session=None, timeout=5.0):
        self._socket = socket
        self._command = command
        self._session = session or {}
        self._timeout = timeout
        self._lock = threading.Lock()
        self._connection = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def evaluate(self, **request):
        """The decision about a request, with everything that led to it; the fields are those of `policy/evaluate`."""
        return self._ask("policy/evaluate", request)

    def decide(self, command, **request):
        """The decision about a command and nothing else: "allow", "prompt" or "forbidden"."""
        return self._ask("policy/decide", dict(request, command=command))["decision"]

    def call(self, method, params=None):
        """Any method; raises CallFailure where there is no result."""
        deadline = time.monotonic() + self._timeout
        return self._connected(deadline).call(method, params or {}, deadline)

    def close(self):
        """Says goodbye. The client connects again when it is asked again."""
        with self._lock:
            connection, self._connection = self._connection, None
        if connection is None:
            return
        try:
            connection.call("shutdown", {}, time.monotonic() + CLOSE_SECONDS)
            connection.notify("exit", {})
            connection.wait(CLOSE_SECONDS)
        except CallFailure:
            pass
        connection.end("the client was closed")

    def _ask(self, method, params):
        # A connection that breaks under a question is replaced once: to ask again changes nothing.
        deadline = time.monotonic() + self._timeout
        attempt = 0
        while True:
            attempt += 1
            connection = None
            try:
                connection = self._connected(deadline)
                return _read_answer(connection.call(method, params, deadline))
            except Exception as error:  # whatever it is, nothing is allowed
                is_broken = connection is not None and connection.fault is not None
                if not is_broken or attempt == 2 or time.monotonic() >= deadline:
                    return _refuse(str(error) or type(error).__name__)

    def _connected(self, deadline):
        with self._lock:
            if self._connection is None or self._connection.fault is not None:
                self._connection = self._connect(deadline)
            return self._connection

    def _connect(self, deadline):
        streams = _join(self._socket) if self._socket is not None else None
        if streams is None and self._command is not None:
            streams = _Process(self._command)
        if streams is None:
            raise CallFailure("no daemon listens on `%s`" % self._socket)
        connection = _Connection(streams)
        try:
            connection.call("initialize", self._session, deadline)
            connection.notify("initialized", {})
        except Exception as error:
            connection.end(str(error))
            raise
        return connection


def _read_answer(result):
    # An answer that is not whole is none.
    if not isinstance(result, dict) or result.get("decision") not in DECISIONS:
        return _refuse("the answer of the daemon holds no decision")
    return result


def _refuse(reason):
    return {"decision": "forbidden", "reason": "portcullis could not be asked: " + reason, "failed": True}


class _Connection:
    """Requests out, answers to whom they belong. Every call ends: with its answer, with the fault of the connection, or at its deadline."""

    def __init__(self, streams):
        self.fault = None
        self._streams = streams
        self._lock = threading.Lock()
        self._waiting = {}
        self._next = 1
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def call(self, method, params, deadline):
        with self._lock:
            if self.fault is not None:
                raise CallFailure(self.fault)
            number, self._next = self._next, self._next + 1
            slot = self._waiting[number] = queue.Queue(1)
        try:
            self._send({"jsonrpc": "2.0", "id": number, "method": method, "params": params})
            message = slot.get(timeout=max(0.001, deadline - time.monotonic()))
        except queue.Empty:
            self.notify("$/cancelRequest", {"id": number})
            raise CallFailure("no answer in time") from None
        finally:
            with self._lock:
                self._waiting.pop(number, None)
        if message is None:
            raise CallFailure(self.fault)
        if "error" in message:
            error = message["error"] if isinstance(message["error"], dict) else {}
            raise CallFailure(str(error.get("message", "an error")), error.get("code"))
        return message.get("result")

    def notify(self, method, params):
        self._send({"jsonrpc": "2.0", "method": method, "params": params})

    def wait(self, seconds):
        """Lets the daemon end by itself, for a while."""
        self._reader.join(seconds)
        self._streams.wait(seconds)

    def end(self, reason):
        with self._lock:
            if self.fault is not None:
                return
            self.fault = reason
            waiting = list(self._waiting.values())
        for slot in waiting:
            _offer(slot, None)
        self._streams.close()

    def _send(self, message):
        data = json.dumps(message).encode("utf-8") + b"\n"
        try:
            self._streams.write(data)
        except (OSError, ValueError) as error:
            self.end(str(error))
            raise CallFailure(self.fault) from None

    def _read(self):
        pending = b""
        try:
            while True:
                chunk = self._streams.read()
                if not chunk:
                    raise ValueError("the daemon has closed the connection")
                *lines, pending = (pending + chunk).split(b"\n") if b"\n" in chunk else [pending + chunk]
                if len(pending) > MAX_ANSWER_BYTES:
                    raise ValueError("an answer is too long")
                for line in lines:
                    self._take(line)
        except Exception as error:  # a thread has nobody to raise to
            self.end(str(error) or type(error).__name__)

    def _take(self, line):
        if not line.strip():
            return
        message = json.loads(line.decode("utf-8"))
        if not isinstance(message, dict):
            raise ValueError("an answer is no message")
        number = message.get("id")
        if "method" in message or isinstance(number, bool) or not isinstance(number, int):
            return
        with self._lock:
            slot = self._waiting.get(number)
        if slot is not None:
            _offer(slot, message)


def _offer(slot, message):
    try:
        slot.put_nowait(message)
    except queue.Full:
        pass


class _Process:
    """A daemon of our own; it ends when we do. What it has to say to people goes to our stderr."""

    def __init__(self, command):
        try:
            self._child = subprocess.Popen(list(command), stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
        except OSError as error:
            raise CallFailure("`%s` cannot be started: %s" % (command[0], error)) from None
        self._lock = threading.Lock()

    def write(self, data):
        with self._lock:
            view = memoryview(data)
            while view:
                view = view[self._child.stdin.write(view) :]

    def read(self):
        data = os.read(self._child.stdout.fileno(), 65536)
        if not data:
            self._child.stdout.close()
        return data

    def wait(self, seconds):
        try:
            self._child.wait(seconds)
        except subprocess.TimeoutExpired:
            pass

    def close(self):
        for work in (self._child.stdin.close, self._child.terminate):
            try:
                work()
            except OSError:
                pass
        threading.Thread(target=self._child.wait, daemon=True).start()


class _Socket:
    def __init__(self, connected):
        self._connected = connected
        self._lock = threading.Lock()

    def write(self, data):
        with self._lock:
            self._connected.sendall(data)

    def read(self):
        return self._connected.recv(65536)

    def wait(self, seconds):
        pass

    def close(self):
        try:
            self._connected.shutdown(sockets.SHUT_RDWR)
        except OSError:
            pass
        self._connected.close()


def _join(path):
    """Joins the daemon on a socket; None where there is none. A socket that others could have put there might answer allow to everything."""
    for each in (path, os.path.dirname(os.path.abspath(path))):
        try:
            found = os.lstat(each)
        except FileNotFoundError:
            return None
        if found.st_uid != os.getuid() or stat.S_IMODE(found.st_mode) & 0o077:
            raise CallFailure("`%s` is open to others or belongs to somebody else, so a daemon there is not trusted" % each)
    connected = sockets.socket(sockets.AF_UNIX, sockets.SOCK_STREAM)
    try:
        connected.connect(path)
    except (ConnectionRefusedError, FileNotFoundError):
        connected.close()
        return None
    return _Socket(connected)
