"""deploy/nginx: the service behind the example as it stands, with other ports, paths and waiting times."""

from __future__ import annotations

import re
import shutil
import socket
import ssl
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.meta.tree import ROOT
from tests.web.test_main import database, free_port, serving

__all__ = ["database"]  # a fixture is found by its name here

pytestmark = pytest.mark.slow
EXAMPLE = ROOT / "deploy" / "nginx"
NAME, COUNTER, ELSEWHERE = "nenkin.example.jp", "counter.nenkin.example.jp", "another.example.jp"
PATIENCE = 20  # seconds
HEADERS = (
    *("strict-transport-security", "content-security-policy", "x-content-type-options", "x-frame-options"),
    *("referrer-policy", "cross-origin-opener-policy", "cross-origin-resource-policy", "cache-control"),
)


@dataclass(frozen=True, slots=True)
class Proxy:
    """A running nginx: its folder (certificates, logs) and its two ports."""

    folder: Path
    http: int
    https: int

    def client(self, name: str = NAME, *, certificate: bool = False) -> httpx.Client:
        """A browser that finds ``name`` here; with the counter's certificate if it has one."""
        trust = ssl.create_default_context(cafile=self.folder / "tls" / "certificate.pem")
        if certificate:
            trust.load_cert_chain(self.folder / "tls" / "counter-ca.pem", self.folder / "tls" / "counter-key.pem")
        client = httpx.Client(base_url=f"https://127.0.0.1:{self.https}", verify=trust, headers={"host": name})
        client.event_hooks["request"] = [lambda request: request.extensions.update(sni_hostname=name)]
        return client

    def log(self, name: str) -> str:
        """What was written into a log, once it is there."""
        return (self.folder / name).read_text(encoding="utf-8")


def make_certificate(certificate: Path, key_file: Path, *names: str) -> None:
    """A key, and a certificate over it that it signs itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0])])
    made = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(hours=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(item) for item in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    no_password = serialization.NoEncryption()
    key_file.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, no_password))


def fitted(text: str, folder: Path, proxy: Proxy, service: int) -> str:
    """The example with the ports and paths of this test, and with ten seconds made one."""
    for found, instead in (
        (r"listen 80\b", f"listen 127.0.0.1:{proxy.http}"),
        (r"listen 443\b", f"listen 127.0.0.1:{proxy.https}"),
        (r"server 127\.0\.0\.1:8000", f"server 127.0.0.1:{service}"),
        (r"/etc/nenkin/tls", str(folder / "tls")),
        (r"/etc/nenkin/pages", str(EXAMPLE)),
        (r"/var/log/nginx", str(folder)),
        (r"client_header_timeout 10s", "client_header_timeout 1s"),
    ):
        text = re.sub(found, instead, text)
    return text


@pytest.fixture
def folder() -> Iterator[Path]:
    """Where nginx works; its workers, which are nobody, must reach it."""
    path = Path(tempfile.mkdtemp(prefix="nenkin-nginx-"))
    path.chmod(0o755)
    (path / "tls").mkdir()
    (path / "conf.d").mkdir()
    yield path
    shutil.rmtree(path)


@pytest.fixture
def proxy(folder: Path, database: Path) -> Iterator[Proxy]:
    """The service, and nginx in front of it."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        pytest.fail("nginx is needed for this test: apt-get install nginx", pytrace=False)
    made = Proxy(folder, free_port(), free_port())
    tls = folder / "tls"
    make_certificate(tls / "certificate.pem", tls / "key.pem", NAME, COUNTER)
    make_certificate(tls / "counter-ca.pem", tls / "counter-key.pem", "counter")
    with serving(NENKIN_DATABASE=str(database), NENKIN_TLS="1", NENKIN_PROXIES="127.0.0.1") as (_, site):
        for file in ("10-nenkin.conf", "20-nenkin-counter.conf", "nenkin-proxy.include"):
            text = fitted((EXAMPLE / file).read_text(encoding="utf-8"), folder, made, int(site.rpartition(":")[2]))
            (folder / "conf.d" / file).write_text(text, encoding="utf-8")
        temporary = "".join(
            f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        (folder / "nginx.conf").write_text(
            f"daemon off; pid {folder}/pid; error_log {folder}/start.log; events {{ }}\n"
            # with what Debian's own file sets before ours is read
            "http { ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3; ssl_prefer_server_ciphers on; gzip on; "
            f"{temporary} include {folder}/conf.d/*.conf; }}\n",
            encoding="utf-8",
        )
        server = subprocess.Popen([program, "-c", str(folder / "nginx.conf"), "-p", str(folder)])
        try:
            wait_until_open(made.https, server)
            yield made
        finally:
            server.terminate()
            server.wait(PATIENCE)


def wait_until_open(port: int, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("nginx does not listen", pytrace=False)


def seconds_until_let_go(proxy: Proxy, sent: bytes) -> float:
    """How long nginx waits for the rest of a request that does not come."""
    trust = ssl.create_default_context(cafile=proxy.folder / "tls" / "certificate.pem")
    begun = time.monotonic()
    with (
        socket.create_connection(("127.0.0.1", proxy.https), timeout=PATIENCE) as plain,
        trust.wrap_socket(plain, server_hostname=NAME) as connection,
    ):
        connection.sendall(sent)
        try:
            while connection.recv(4096):
                pass
        except ConnectionResetError:
            pass
    return time.monotonic() - begun


def test_the_service_behind_nginx(proxy: Proxy) -> None:
    """One server for all of it: starting takes longer than asking."""
    with proxy.client() as client:
        page = client.get(
            "/sign-in?next=/records", headers={"x-forwarded-for": "10.1.2.3", "forwarded": "for=10.1.2.3"}
        )
        token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
        assert page.status_code == 200 and token
        assert "__Host-form=" in page.headers["set-cookie"] and "Secure" in page.headers["set-cookie"]
        assert {name: len(page.headers.get_list(name)) for name in HEADERS} == dict.fromkeys(HEADERS, 1)
        assert "nginx/" not in page.headers["server"]

        form = {"csrf_token": token[1], "user-id": "somebody-secret", "password": "nobody-knows-this"}
        own, foreign = f"https://{NAME}", f"https://{ELSEWHERE}"
        assert client.post("/sign-in", data=form, headers={"origin": own}).status_code == 422
        assert client.post("/sign-in", data=form, headers={"origin": foreign}).status_code == 403

        too_large = client.post("/sign-in", content=b"a" * 65 * 1024)
        assert too_large.status_code == 413
        assert "少し時間をおいて" in too_large.text
        assert {name: len(too_large.headers.get_list(name)) for name in HEADERS} == dict.fromkeys(HEADERS, 1)

        # an address that only the visitor says is listed opens no counter
        counter = client.get("/counter/office", headers={"x-forwarded-for": "10.1.2.3"})
        assert (counter.status_code, "nginx" in counter.text) == (403, False)
        assert client.get("/operations/alerts").status_code == 403
        assert client.get("/counters").status_code == 404

    check_names(proxy)
    check_certificates(proxy)
    assert 0.5 < seconds_until_let_go(proxy, b"GET / HTTP/1.1\r\nHost: ") < PATIENCE / 2
    check_logs(proxy)


def check_names(proxy: Proxy) -> None:
    """Plain http leads to the one name; another name gets no answer."""
    plain = httpx.get(f"http://127.0.0.1:{proxy.http}/records?a=1", headers={"host": NAME})
    assert (plain.status_code, plain.headers["location"]) == (301, f"https://{NAME}/records?a=1")
    with pytest.raises(httpx.RemoteProtocolError):
        httpx.get(f"http://127.0.0.1:{proxy.http}/", headers={"host": ELSEWHERE})
    with proxy.client(ELSEWHERE) as client, pytest.raises(httpx.ConnectError):
        client.get("/")


def check_certificates(proxy: Proxy) -> None:
    """The counter's own name opens with a certificate alone, and then still asks who one is."""
    with proxy.client(COUNTER) as client:
        assert client.get("/counter/office").status_code == 400
    with proxy.client(COUNTER, certificate=True) as client:
        answer = client.get("/counter/office")
        assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=/counter/office")


def check_logs(proxy: Proxy) -> None:
    """Nothing of what people send or ask for is in any file of nginx."""
    written = proxy.log("nenkin.log") + proxy.log("nenkin-error.log") + proxy.log("start.log")
    assert '"method":"POST","status":422' in written
    for word in ("sign-in", "somebody-secret", "nobody-knows-this", "records", "10.1.2.3", "127.0.0.1", "csrf"):
        assert word not in written
