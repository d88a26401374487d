"""A real mail server on this machine, which fails as it is told."""

import asyncio
import socket
import threading
from contextlib import contextmanager
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller


class Postbox:
    """Takes letters, or behaves as ``mode`` says: what is taken stands in ``taken``."""

    def __init__(self):
        self.mode, self.taken, self.envelopes = "", [], []
        self.reached, self.goes_on = threading.Event(), threading.Event()

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.mode in ("450", "550", "421"):
            return f"{self.mode} no, said the server"
        if self.mode == "held at RCPT":
            await self._hold()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.mode in ("451 data", "554 data"):
            return f"{self.mode[:3]} not this one"
        self.taken.append(message_from_bytes(envelope.content, policy=policy.default))
        self.envelopes.append((envelope.mail_from, envelope.rcpt_tos))
        if self.mode == "cut":
            server.transport.abort()
        if self.mode == "slow":
            await asyncio.sleep(0.05)
        if self.mode == "held at DATA":
            await self._hold()
        return "250 OK"

    async def _hold(self):
        self.reached.set()
        while not self.goes_on.is_set():
            await asyncio.sleep(0.01)

    def ids(self):
        return [str(message["Message-ID"]) for message in self.taken]


@contextmanager
def listening(postbox, port=0):
    """Run the server; yields its port."""
    controller = Controller(postbox, hostname="127.0.0.1", port=port or free_port())
    controller.start()
    try:
        yield controller.port
    finally:
        postbox.goes_on.set()
        controller.stop()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
