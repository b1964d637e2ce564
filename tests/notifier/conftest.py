"""Authorities and certificates: the court's own, and one that nobody trusts."""

import ssl
from dataclasses import dataclass
from pathlib import Path

import pytest
import trustme


@dataclass(frozen=True)
class Authority:
    """An authority in a file, and a server's side of a connection with a certificate by it."""

    file: Path
    certificate: ssl.SSLContext


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """The court's own."""
    return _authority(tmp_path_factory.mktemp("own") / "ca.pem", "127.0.0.1")


@pytest.fixture(scope="session")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Another one."""
    return _authority(tmp_path_factory.mktemp("other") / "ca.pem", "127.0.0.1")


@pytest.fixture(scope="session")
def misnamed(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """One whose certificate names another server."""
    return _authority(tmp_path_factory.mktemp("misnamed") / "ca.pem", "other.test")


def _authority(file: Path, name: str) -> Authority:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(file))
    certificate = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(certificate)
    return Authority(file, certificate)
