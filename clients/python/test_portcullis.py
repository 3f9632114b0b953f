"""Tests of portcullis.py. The daemon to test against is the JSON list in $PORTCULLIS_DAEMON (`portcullis serve --stdio` where it is not set).

    python3 -m unittest discover clients/python
"""

import json
import os
import socket
import sys
import tempfile
import threading
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import portcullis  # noqa: E402

DAEMON = json.loads(os.environ.get("PORTCULLIS_DAEMON", '["portcullis", "serve", "--stdio"]'))


class FalseDaemon:
    """Answers each line by a function; on a socket in a private folder."""

    def __init__(self, test, answer):
        folder = tempfile.mkdtemp()
        self.path = os.path.join(folder, "daemon.sock")
        self._answer = answer
        self._server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._server.bind(self.path)
        os.chmod(self.path, 0o600)
        self._server.listen(8)
        threading.Thread(target=self._accept, daemon=True).start()
        test.addCleanup(self._close, folder)

    def _close(self, folder):
        self._server.close()
        os.unlink(self.path)
        os.rmdir(folder)

    def _accept(self):
        while True:
            try:
                client, _ = self._server.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client):
        with client, client.makefile("rb") as lines:
            for line in lines:
                request = json.loads(line)
                if "id" not in request:
                    continue
                reply = {"jsonrpc": "2.0", "id": request["id"], "result": {}}
                if request["method"] != "initialize":
                    reply = self._answer(request)
                if reply is None:
                    return
                client.sendall((reply if isinstance(reply, str) else json.dumps(reply)).encode() + b"\n")


class AgainstTheDaemon(unittest.TestCase):
    def test_answers(self):
        with portcullis.Client(command=DAEMON, session={"shell": "bash"}, timeout=30) as client:
            answer = client.evaluate(command="cd x && rm -rf / --no-preserve-root", cwd="/tmp")
            self.assertIn(answer["decision"], ("prompt", "forbidden"))
            self.assertEqual([each["program"] for each in answer["invocations"]], ["cd", "rm"])
            self.assertNotIn("failed", answer)
            self.assertEqual(client.decide("true"), "allow")
            self.assertEqual(client.call("policy/show")["fingerprint"], answer["policy"]["fingerprint"])
            with self.assertRaises(portcullis.CallFailure) as caught:
                client.call("policy/nonsense")
            self.assertEqual(caught.exception.code, -32601)

    def test_threads_share_a_client(self):
        with portcullis.Client(command=DAEMON, timeout=30) as client:
            found = {}

            def ask(number):
                found[number] = client.decide("true" if number % 2 else "nonexistent-program-%d" % number)

            threads = [threading.Thread(target=ask, args=(number,)) for number in range(32)]
            for each in threads:
                each.start()
            for each in threads:
                each.join()
            self.assertEqual(found, {number: "allow" if number % 2 else "prompt" for number in range(32)})

    def test_connects_again_after_it_was_closed(self):
        client = portcullis.Client(command=DAEMON, timeout=30)
        self.assertEqual(client.decide("true"), "allow")
        client.close()
        self.assertEqual(client.decide("true"), "allow")
        client.close()

    def test_texts_that_json_cannot_hold_as_they_are(self):
        with portcullis.Client(command=DAEMON, timeout=30) as client:
            self.assertNotIn("failed", client.evaluate(command='echo "\u00e9\u202e\U0001f600\n\t"'))
            self.assertNotIn("failed", client.evaluate(command="echo \ud800"))


class AgainstFalseOnes(unittest.TestCase):
    def assert_forbidden(self, **options):
        answer = portcullis.Client(**{"command": None, "timeout": 2, **options}).evaluate(command="true")
        self.assertEqual((answer["decision"], answer["failed"]), ("forbidden", True))
        self.assertTrue(answer["reason"].startswith("portcullis could not be asked: "))

    def test_no_daemon(self):
        self.assert_forbidden(command=["/nonexistent/portcullis"])
        self.assert_forbidden(command=[sys.executable, "-c", "pass"])
        self.assert_forbidden(socket="/nonexistent/daemon.sock")

    def test_answers_that_are_none(self):
        for result in (None, {}, [], "allow", {"decision": "Allow"}, {"decision": ["allow"]}):
            self.assert_forbidden(socket=FalseDaemon(self, lambda request: {"id": request["id"], "result": result}).path)
        self.assert_forbidden(socket=FalseDaemon(self, lambda request: {"id": request["id"], "error": {"message": "a bug"}}).path)
        self.assert_forbidden(socket=FalseDaemon(self, lambda request: {"id": request["id"], "error": None}).path)
        self.assert_forbidden(socket=FalseDaemon(self, lambda request: "no json").path)
        self.assert_forbidden(socket=FalseDaemon(self, lambda request: "[]").path)

    def test_silence_and_answers_to_others(self):
        allow = {"decision": "allow"}
        self.assert_forbidden(timeout=0.2, socket=FalseDaemon(self, lambda request: "").path)
        self.assert_forbidden(timeout=0.2, socket=FalseDaemon(self, lambda request: {"id": request["id"] + 1, "result": allow}).path)
        self.assert_forbidden(timeout=0.2, socket=FalseDaemon(self, lambda request: {"id": True, "result": allow}).path)

    def test_asks_once_more_where_the_connection_breaks(self):
        asked = []

        def answer(request):
            asked.append(request["method"])
            return None if len(asked) == 1 else {"id": request["id"], "result": {"decision": "allow"}}

        client = portcullis.Client(command=None, socket=FalseDaemon(self, answer).path, timeout=5)
        self.assertEqual(client.evaluate(command="true"), {"decision": "allow"})
        self.assertEqual(asked, ["policy/evaluate"] * 2)

    def test_a_socket_that_others_could_have_put_there(self):
        daemon = FalseDaemon(self, lambda request: {"id": request["id"], "result": {"decision": "allow"}})
        os.chmod(os.path.dirname(daemon.path), 0o777)
        self.assert_forbidden(socket=daemon.path)
        os.chmod(os.path.dirname(daemon.path), 0o700)

    def test_a_request_that_cannot_be_sent(self):
        daemon = FalseDaemon(self, lambda request: {"id": request["id"], "result": {"decision": "allow"}})
        answer = portcullis.Client(command=None, socket=daemon.path).evaluate(command=object())
        self.assertEqual(answer["decision"], "forbidden")


if __name__ == "__main__":
    unittest.main()
