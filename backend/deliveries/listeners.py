"""What deliveries tell whoever stands above them, inside the transaction in which it happens."""

from __future__ import annotations

from collections.abc import Callable

from backend.deliveries.models import Delivery

Listener = Callable[[Delivery], None]


def _nobody(_: Delivery) -> None:
    """Nobody listens."""


_listeners: dict[str, Listener] = {}


def use(
    *,
    delivery_opened: Listener = _nobody,
    delivery_closed: Listener = _nobody,
    file_landed: Listener = _nobody,
) -> None:
    """Inject who is told: of a new delivery; of a closed one, with its receipt; of an upload whose files have
    arrived.
    """
    _listeners.update(delivery_opened=delivery_opened, delivery_closed=delivery_closed, file_landed=file_landed)


def opened(delivery: Delivery) -> None:
    """A delivery has begun."""
    _listeners.get("delivery_opened", _nobody)(delivery)


def closed(delivery: Delivery) -> None:
    """A delivery has its receipt."""
    _listeners.get("delivery_closed", _nobody)(delivery)


def landed(delivery: Delivery) -> None:
    """All bytes of an upload are here: one file or many."""
    _listeners.get("file_landed", _nobody)(delivery)
