"""A small Hub on 127.0.0.1: real HTTP, and faults where a test wants them."""

import base64
import json
import threading
from collections import Counter, deque
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from fake_dataset import OF_DATASET, Answer, Dataset, Request, part, tree

FIELDS = {"likes", "downloads", "tags", "pipeline_tag", "library_name", "createdAt"}
FIELDS |= {"baseModels", "private", "sha", "trendingScore"}


class FakeHub(ThreadingHTTPServer):
    """A Hub with some models.

    `models` are its records in the order in which it lists them, `page` of them at
    most in one answer. `faults` says how to answer the next requests: by an Answer,
    `CUT` (its own answer, half of it), an Event (its own answer, once that is set),
    or None (its own). When they have run out, it answers as it should. `requests`
    are those that came. `part_faults` are for requests of a part of a file alone.

    `datasets` are those that it has, by their names, and `files` what it has as any
    other server, by their paths; `password` is what it demands there. `served` says
    how many bytes of each path were sent.
    """

    daemon_threads = True

    def __init__(self, models=(), page=1000, faults=()):
        super().__init__(("127.0.0.1", 0), Handler)
        self.models = [*models]
        self.page = page
        self.faults = deque(faults)
        self.requests: list[Request] = []
        self.came = threading.Condition()
        self.routes = {"/api/models": self.list_models}
        self.datasets: dict[str, Dataset] = {}
        self.files: dict[str, bytes] = {}
        self.password: str | None = None
        self.part_faults = deque()
        self.served = Counter()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def __enter__(self):
        self.thread = threading.Thread(target=self.serve_forever, args=(0.01,))
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.shutdown()
        self.thread.join()
        self.server_close()

    def handle_error(self, request, client_address):
        """A client that was killed is no error here."""

    def wait_for(self, number: int) -> None:
        """Wait until as many requests have come."""
        with self.came:
            assert self.came.wait_for(lambda: len(self.requests) >= number, 30)

    def answer(self, request: Request) -> Answer:
        with self.came:
            self.requests.append(request)
            faults = self.faults
            if "range" in request.headers and self.part_faults:
                faults = self.part_faults
            fault = faults.popleft() if faults else None
            self.came.notify_all()
        if isinstance(fault, threading.Event):
            fault.wait()
        if isinstance(fault, Answer) and fault is not CUT:
            return fault
        route = self.routes.get(request.path, self.give)
        answer = route(request)
        if request.method != "HEAD":
            self.served[request.path] += len(answer.body)
        return Answer(answer.status, answer.body, answer.headers, cut=fault is CUT)

    def give(self, request: Request) -> Answer:
        """A file, or what the Hub says of a dataset."""
        path = unquote(request.path)
        if path in self.files:
            wanted = self.password and base64.b64encode(self.password.encode()).decode()
            if wanted not in (None, request.headers.get("authorization", "")[6:]):
                return Answer(401)
            return part(self.files[path], request)
        found = OF_DATASET.fullmatch(request.path)
        if found is None:
            return Answer(404)
        dataset = self.datasets.get(found["dataset"])
        sent = request.headers.get("authorization", "").removeprefix("Bearer ")
        if dataset is None or dataset.token not in (None, sent):
            return Answer(401, headers={"X-Error-Code": "RepoNotFound"})
        if dataset.gated:
            return Answer(403, headers={"X-Error-Code": "GatedRepo"})
        sha = dataset.commit(unquote(found["revision"] or "main"))
        if sha is None:
            return Answer(404, headers={"X-Error-Code": "RevisionNotFound"})
        name = unquote(found["path"] or "")
        files = dataset.commits[sha]
        if found["what"] == "tree":
            return tree(files, name, dataset.lfs)
        if found["what"] != "resolve":
            return Answer(
                200, json.dumps({"id": found["dataset"], "sha": sha}).encode()
            )
        if name not in files:
            return Answer(404, headers={"X-Error-Code": "EntryNotFound"})
        return part(files[name], request, {"X-Repo-Commit": sha})

    def list_models(self, request: Request) -> Answer:
        """A page of the listing, as the Hub gives it: with a link to the next one."""
        query = request.query
        expand = query.get("expand", [])
        if not FIELDS.issuperset(expand):
            return Answer(400, b'{"error": "unknown field to expand"}')
        author = query.get("author", [None])[0]
        found = [
            model
            for model in self.models
            if author in (None, model["id"].partition("/")[0])
        ]
        begin = 0
        if "cursor" in query:
            begin = json.loads(base64.b64decode(query["cursor"][0]))["after"]
        end = begin + min(self.page, int(query.get("limit", [self.page])[0]))
        records = [
            {"_id": "0" * 24, "id": model["id"]}
            | {name: model[name] for name in expand if name in model}
            for model in found[begin:end]
        ]
        headers = {}
        if end < len(found):
            cursor = base64.b64encode(json.dumps({"after": end}).encode()).decode()
            following = urlencode({**query, "cursor": cursor}, doseq=True)
            headers["Link"] = f'<{self.url}/api/models?{following}>; rel="next"'
        return Answer(200, json.dumps(records).encode(), headers)


CUT = Answer(cut=True)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # headers and body at once: the client would wait between them
    server: FakeHub

    def do_HEAD(self):
        self.do_GET()

    def do_GET(self):
        parts = urlsplit(self.path)
        query = parse_qs(parts.query, keep_blank_values=True)
        answer = self.server.answer(
            Request(
                parts.path,
                query,
                {name.lower(): value for name, value in self.headers.items()},
                self.command,
            )
        )
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        body = answer.body[: len(answer.body) // 2] if answer.cut else answer.body
        if self.command != "HEAD":
            self.wfile.write(body)
        self.close_connection = self.close_connection or answer.cut

    def log_message(self, *_):
        """Say nothing on standard error."""
