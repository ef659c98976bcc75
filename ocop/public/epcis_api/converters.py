"""How an identifier stands in an address: whatever it holds, so that the service and no page says what is wrong."""

from django.urls.converters import PathConverter


class Anything(PathConverter):
    """Like Django's `path`, line breaks too."""

    regex = r"[\s\S]+"
