"""A fake Hub on 127.0.0.1: real HTTP, and faults where a test needs them."""

import base64
import json
import threading
from collections import Counter, deque
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from fake_dataset import DATASET_PATH, Answer, Dataset, Request, serve, tree

FIELDS = {"likes", "downloads", "tags", "pipeline_tag", "library_name", "createdAt"}
FIELDS |= {"baseModels", "private", "sha", "trendingScore", "downloadsAllTime"}
FIELDS |= {"gated", "safetensors", "cardData"}


class FakeHub(ThreadingHTTPServer):
    """A Hub with some models, datasets and files.

    It lists `models` in their order, `page` of them in one answer, and answers about
    each of them; `renamed` maps former ids to those of today. `listed` are the fields
    that its list can be asked for. `faults` are for
    the next requests, and `part_faults` for the next requests of a range of a file:
    an Answer, `CUT` (half of the regular answer), an Event (the regular answer, once
    it is set), or None (the regular answer). `requests` are those received.

    `datasets` maps names to datasets. `files` maps paths to files outside of
    datasets, which require `password`. `served` counts the bytes sent, by path.
    """

    daemon_threads = True

    def __init__(self, models=(), page=1000, faults=()):
        super().__init__(("127.0.0.1", 0), Handler)
        self.models = [*models]
        self.page = page
        self.faults = deque(faults)
        self.requests: list[Request] = []
        self.received = threading.Condition()
        self.routes = {"/api/models": self.list_models}
        self.renamed: dict[str, str] = {}
        self.listed = {*FIELDS}
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
        """Ignore clients that were killed."""

    def wait_for(self, number: int) -> None:
        """Wait until this many requests have been received."""
        with self.received:
            assert self.received.wait_for(lambda: len(self.requests) >= number, 30)

    def answer(self, request: Request) -> Answer:
        with self.received:
            self.requests.append(request)
            faults = self.faults
            if "range" in request.headers and self.part_faults:
                faults = self.part_faults
            fault = faults.popleft() if faults else None
            self.received.notify_all()
        if isinstance(fault, threading.Event):
            fault.wait()
        if isinstance(fault, Answer) and fault not in (CUT, SHORT):
            return fault
        route = self.routes.get(request.path, self.get_file)
        answer = route(request)
        if request.method != "HEAD":
            self.served[request.path] += len(answer.body)
        return replace(answer, cut=fault is CUT, short=fault is SHORT)

    def get_file(self, request: Request) -> Answer:
        """Answer with a file, or the metadata of a dataset."""
        path = unquote(request.path)
        if path.startswith("/api/models/"):
            return self.get_model(path.removeprefix("/api/models/"), request)
        if path in self.files:
            expected = (
                self.password and base64.b64encode(self.password.encode()).decode()
            )
            if expected not in (None, request.headers.get("authorization", "")[6:]):
                return Answer(401)
            return serve(self.files[path], request)
        match = DATASET_PATH.fullmatch(request.path)
        if match is None:
            return Answer(404)
        dataset = self.datasets.get(match["dataset"])
        sent = request.headers.get("authorization", "").removeprefix("Bearer ")
        if dataset is None or dataset.token not in (None, sent):
            return Answer(401, headers={"X-Error-Code": "RepoNotFound"})
        if dataset.gated:
            return Answer(403, headers={"X-Error-Code": "GatedRepo"})
        sha = dataset.commit(unquote(match["revision"] or "main"))
        if sha is None:
            return Answer(404, headers={"X-Error-Code": "RevisionNotFound"})
        name = unquote(match["path"] or "")
        files = dataset.commits[sha]
        if match["what"] == "tree":
            return tree(files, name, dataset.lfs)
        if match["what"] != "resolve":
            return Answer(
                200, json.dumps({"id": match["dataset"], "sha": sha}).encode()
            )
        if name not in files:
            return Answer(404, headers={"X-Error-Code": "EntryNotFound"})
        return serve(files[name], request, {"X-Repo-Commit": sha})

    def get_model(self, name: str, request: Request) -> Answer:
        """Answer with the record of a model."""
        if name in self.renamed:
            moved = f"/api/models/{self.renamed[name]}"
            query = urlencode(request.query, doseq=True)
            return Answer(307, headers={"Location": f"{moved}?{query}"})
        expand = request.query.get("expand", [])
        for model in self.models:
            if model["id"] == name:
                return Answer(200, json.dumps(expanded(model, expand)).encode())
        return Answer(404, b'{"error": "Repository not found"}')

    def list_models(self, request: Request) -> Answer:
        """Answer with a page of the list of models, and a link to the next page."""
        query = request.query
        expand = query.get("expand", [])
        if not self.listed.issuperset(expand):
            return Answer(400, b'{"error": "unknown field to expand"}')
        author = query.get("author", [None])[0]
        tags = query.get("filter", [])
        found = [
            model
            for model in self.models
            if author in (None, model["id"].partition("/")[0])
            and all(tag in model.get("tags", ()) for tag in tags)
        ]
        start = 0
        if "cursor" in query:
            start = json.loads(base64.b64decode(query["cursor"][0]))["after"]
        end = start + min(self.page, int(query.get("limit", [self.page])[0]))
        records = [expanded(model, expand) for model in found[start:end]]
        headers = {}
        if end < len(found):
            cursor = base64.b64encode(json.dumps({"after": end}).encode()).decode()
            next_query = urlencode({**query, "cursor": cursor}, doseq=True)
            headers["Link"] = f'<{self.url}/api/models?{next_query}>; rel="next"'
        return Answer(200, json.dumps(records).encode(), headers)


def expanded(model: dict, fields: list[str]) -> dict:
    """Some fields of a model, as the Hub answers with them."""
    found = {name: model[name] for name in fields if name in model}
    return {"_id": "0" * 24, "id": model["id"], **found}


CUT = Answer(cut=True)

SHORT = Answer(short=True)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # send headers and body together; the client would wait between
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
        half = answer.body[: len(answer.body) // 2]
        body = half if answer.cut or answer.short else answer.body
        whole = body if answer.short else answer.body
        self.send_header("Content-Length", str(len(whole)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
        self.close_connection = self.close_connection or answer.cut

    def log_message(self, *_):
        """Print nothing."""
