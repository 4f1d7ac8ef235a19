"""A DNS server whose answers change: each question gets the next address of its name's list."""

import multiprocessing
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from dnslib import QTYPE, RCODE, RR, A, DNSRecord


@dataclass
class ChangingDns:
    """Answers A questions over UDP; the last address of a list stays."""

    answers: dict[str, list[str]]
    address: str = ""
    """`host:port`, as c-ares wants it."""
    asked: list[str] = field(default_factory=list)

    def reply(self, packet: bytes) -> bytes:
        """Answer one question."""
        question = DNSRecord.parse(packet)
        reply = question.reply()
        name = str(question.q.qname).rstrip(".")
        if name not in self.answers:
            reply.header.rcode = RCODE.NXDOMAIN
        elif question.q.qtype == QTYPE.A:
            self.asked.append(name)
            left = self.answers[name]
            address = left.pop(0) if len(left) > 1 else left[0]
            reply.add_answer(RR(question.q.qname, QTYPE.A, rdata=A(address), ttl=0))
        return bytes(reply.pack())


@contextmanager
def changing_dns(answers: dict[str, list[str]]) -> Iterator[ChangingDns]:
    """Serve on 127.0.0.1 until the block ends."""
    server = ChangingDns(answers)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind(("127.0.0.1", 0))
        sock.settimeout(0.1)
        server.address = f"127.0.0.1:{sock.getsockname()[1]}"
        ended = threading.Event()

        thread = threading.Thread(target=_answer, args=(sock, server, ended), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            ended.set()
            thread.join()


@contextmanager
def dns_process(answers: dict[str, list[str]]) -> Iterator[ChangingDns]:
    """Serve from a process of its own, which notes for nobody what was `asked`.

    A thread waits for others at each of its system calls. Behind three busy ones it left 107 of 136
    questions that came at once without an answer in time.
    """
    server = ChangingDns(answers)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind(("127.0.0.1", 0))
        server.address = f"127.0.0.1:{sock.getsockname()[1]}"
        process = multiprocessing.get_context("fork").Process(
            target=_answer, args=(sock, server, threading.Event()), daemon=True
        )
        process.start()
        try:
            yield server
        finally:
            process.kill()
            process.join()


def _answer(sock: socket.socket, server: ChangingDns, ended: threading.Event) -> None:
    while not ended.is_set():
        try:
            packet, sender = sock.recvfrom(4096)
        except TimeoutError:
            continue
        sock.sendto(server.reply(packet), sender)
