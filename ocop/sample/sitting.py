"""The sample council at work."""


def bring_before_council(*args, **kwargs):
    return None
