"""A road to a database server on which, when a test says so, every byte disappears and no connection is closed: as when
the server is frozen, or a network swallows what is sent."""

import socket
import threading
from contextlib import suppress

from sqlalchemy import make_url


class Road:
    """Leads to the server of `url` until it is silent; `nth`: from the n-th message of the clients on."""

    def __init__(self, url: str) -> None:
        there = make_url(url)
        self._there = (there.host or "127.0.0.1", there.port or 0)
        self._listening = socket.create_server(("127.0.0.1", 0))
        port = self._listening.getsockname()[1]
        self.url = there.set(host="127.0.0.1", port=port).render_as_string(hide_password=False)
        self.asked, self.nth = 0, 0
        self._open: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def is_silent(self) -> bool:
        return 0 < self.nth <= self.asked

    def fall_silent(self, nth: int = 1) -> None:
        self.asked, self.nth = 0, nth

    def speak(self) -> None:
        """Carry again; what disappeared stays away."""
        self.nth = 0

    def close(self) -> None:
        for one in (self._listening, *self._open):
            # Whoever waits for this socket is woken by its end only.
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _address = self._listening.accept()
                server = socket.create_connection(self._there)
                self._open += [client, server]
                threading.Thread(target=self._carry, args=(client, server, True), daemon=True).start()
                threading.Thread(target=self._carry, args=(server, client, False), daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket, is_client: bool) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                self.asked += is_client
                if not self.is_silent():
                    target.sendall(data)
        with suppress(OSError):
            target.shutdown(socket.SHUT_WR)
