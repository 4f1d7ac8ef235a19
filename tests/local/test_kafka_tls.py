"""Apache Kafka's TLS listener, as clusters with SASL_SSL have it."""

from pathlib import Path

import pytest
import trustme
from confluent_kafka import KafkaException
from confluent_kafka.admin import AdminClient
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from deploy.kafka import jars
from deploy.kafka.config import Access
from deploy.kafka.node import ApacheKafka
from tests.conftest import need


def server_pem(authority: trustme.CA, folder: Path) -> Path:
    """Write key and chain as Kafka wants them: the key as PKCS #8."""
    issued = authority.issue_cert("127.0.0.1")
    key = load_pem_private_key(issued.private_key_pem.bytes(), None)
    plain = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file = folder / "server.pem"
    file.write_bytes(plain + b"".join(blob.bytes() for blob in issued.cert_chain_pems))
    return file


@pytest.mark.kafka
@pytest.mark.slow
@pytest.mark.timeout(300)
def test_apache_kafka_speaks_tls_to_who_trusts_its_authority(tmp_path: Path) -> None:
    need("Apache Kafka", jars.available, "make test KAFKA=apache")
    authority = trustme.CA()
    ca_file = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(ca_file)
    pem = server_pem(authority, tmp_path)
    with ApacheKafka(access=Access(sasl=("u", "p"), tls_pem=pem), brief=True) as broker:
        client = {
            "bootstrap.servers": broker.bootstrap,
            "security.protocol": "SASL_SSL",
            "ssl.ca.location": str(ca_file),
            "sasl.mechanism": "PLAIN",
            "sasl.username": "u",
            "sasl.password": "p",
            "log_level": 0,
        }
        assert AdminClient(client).list_topics(timeout=20).brokers
        stranger = tmp_path / "other.pem"
        trustme.CA().cert_pem.write_to_path(stranger)
        with pytest.raises(KafkaException):
            AdminClient({**client, "ssl.ca.location": str(stranger)}).list_topics(timeout=5)
