"""The repository's nginx.conf, started for a test: the file as it is, only its documented places replaced.

Also a command, for the end-to-end tests: ``python -m tests.nginx_server DIRECTORY PORT UPSTREAM_PORT BLOBS``
writes the configuration and a certificate into the directory and prints the configuration's path.
"""

from __future__ import annotations

import os
import shutil
import signal
import ssl
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

ROOT = Path(__file__).resolve().parent.parent
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin") or "nginx"


@dataclass(frozen=True)
class Place:
    """Where one started nginx finds and puts things. Ports are on the loopback address."""

    directory: Path
    port: int
    upstream_port: int
    blobs: Path
    pages: Path = ROOT / "frontend" / "dist"

    @property
    def configuration(self) -> Path:
        """The rendered nginx.conf."""
        return self.directory / "nginx.conf"

    @property
    def certificate(self) -> Path:
        """The self-signed certificate, for a client to trust."""
        return self.directory / "certificate.pem"

    @property
    def access_log(self) -> Path:
        """Where requests are logged."""
        return self.directory / "access.log"

    @property
    def error_log(self) -> Path:
        """Where errors are logged."""
        return self.directory / "error.log"


def render(place: Place) -> None:
    """Write the configuration for that place, and its certificate.

    Raises ValueError when nginx.conf has lost one of the texts that stand for a place.
    """
    text = (ROOT / "nginx.conf").read_text()
    for old, new in _replacements(place).items():
        if old not in text:
            raise ValueError(f"nginx.conf no longer says {old!r}")
        text = text.replace(old, new)
    place.directory.mkdir(parents=True, exist_ok=True)
    place.configuration.write_text(text)
    _write_certificate(place)


def _replacements(place: Place) -> dict[str, str]:
    here = place.directory
    temporary = "".join(
        f"    {kind}_temp_path {here}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    plain_port = f"    server {{\n        listen 80;\n        server_name {_NAME};\n"
    return {
        # The redirect from port 80 has nothing to say to a test that has no name and one port.
        plain_port: plain_port.replace("80", f"unix:{here}/plain.sock"),
        "listen 443 ssl": f"listen 127.0.0.1:{place.port} ssl",
        f"server_name {_NAME}": "server_name 127.0.0.1 localhost",
        "127.0.0.1:8080": f"127.0.0.1:{place.upstream_port}",
        "/etc/filmjacket/tls/certificate.pem": str(place.certificate),
        "/etc/filmjacket/tls/key.pem": str(here / "key.pem"),
        "/srv/filmjacket/frontend/dist": str(place.pages),
        "/var/lib/filmjacket/blobs": str(place.blobs),
        "/run/nginx.pid": str(here / "nginx.pid"),
        "/var/log/nginx/error.log": str(place.error_log),
        "/var/log/nginx/access.log": str(place.access_log),
        "http {\n": f"http {{\n{temporary}",
        "worker_processes auto;\n": f"worker_processes 2;\n{_user()}",
    }


_NAME = "filmjacket.example"


def _user() -> str:
    """Started by root, nginx's workers change to another user, who cannot read a test's directory."""
    return "user root;\n" if os.geteuid() == 0 else ""


def _write_certificate(place: Place) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Filmjacket's tests")])
    now = datetime.now(UTC)
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    place.certificate.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (place.directory / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )


class NginxServer:
    """A running nginx, to be used in a ``with`` statement."""

    def __init__(self, place: Place) -> None:
        self.place = place

    def render(self) -> None:
        """Write the configuration."""
        render(self.place)

    def __enter__(self) -> NginxServer:
        self.render()
        # In the background: the command returns once the sockets listen, so nobody has to wait for them.
        _nginx(self.place.configuration)
        return self

    def __exit__(self, *exception: object) -> None:
        os.kill(int((self.place.directory / "nginx.pid").read_text()), signal.SIGTERM)

    def trust(self) -> ssl.SSLContext:
        """What a client needs to believe that it speaks to this server."""
        return ssl.create_default_context(cafile=str(self.place.certificate))


def _nginx(configuration: Path, *arguments: str) -> str:
    command = [NGINX, "-e", "stderr", "-c", str(configuration), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stderr}")
    return done.stderr


def check(place: Place) -> str:
    """What ``nginx -t`` says of the configuration; raises RuntimeError when it is not valid."""
    render(place)
    return _nginx(place.configuration, "-t")


if __name__ == "__main__":
    directory, port, upstream_port, blobs = sys.argv[1:]
    chosen = Place(Path(directory).resolve(), int(port), int(upstream_port), Path(blobs).resolve())
    render(chosen)
    sys.stdout.write(f"{chosen.configuration}\n")
