"""The request as our views see it."""

from django.http import HttpRequest

from ocop.kit.scope import Actor


class Request(HttpRequest):
    """A request after `config.people.ActorMiddleware`: it knows who acts. Only a name for types; never instantiated."""

    actor: Actor
