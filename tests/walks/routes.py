"""Who may open each address: the one table a reviewer reads, and a test walks.

`PUBLIC` answers strangers. `SIGNED_IN` is for everybody with an account. A set of roles, `PRODUCER` among them, is for
these people only; others get 404 or 403. Whether a record behind an address may be seen is each room's own test.
"""

PUBLIC = "public"
SIGNED_IN = "signed in"

ROUTES: dict[str, str] = {}
