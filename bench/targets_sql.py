"""The figures of the nine targets by hand, each one bare statement; the days are bound."""

from collections.abc import Sequence

_STANDS = "r.is_trial = false AND r.state = 'granted' AND r.valid_from <= %(day)s AND r.valid_until >= %(day)s"
_PERSON = "p.who = 'person' AND p.attended AND a.state = 'held' AND a.starts_on BETWEEN %(since)s AND %(day)s"
_TRAINED = (
    "SELECT COUNT(DISTINCT p.{of}) FROM activities_participation p JOIN activities_activity a ON a.id = p.activity_id "
    "WHERE {person} AND a.kind IN ({kinds}) AND p.{who}"
)
_FIRST_STAR = (
    "SELECT COUNT(DISTINCT {of}) FROM certification_recognition r JOIN producers_product t ON t.id = r.product_id "
    "WHERE r.is_trial = false AND r.valid_from BETWEEN %(since)s AND %(day)s AND NOT EXISTS (SELECT 1 FROM "
    "certification_recognition e WHERE e.product_id = r.product_id AND e.valid_from < r.valid_from)"
)
# Measure → the one statement that counts the same.
FIGURES = {
    "training.officials": _TRAINED.format(
        of="person_id",
        who="\"group\" IN ('official_province', 'official_district', 'official_commune')",
        person=_PERSON,
        kinds="{kinds}",
    ),
    "training.leaders": _TRAINED.format(of="producer_id", who="\"group\" = 'leader'", person=_PERSON, kinds="{kinds}"),
    "certification.new_products": _FIRST_STAR.format(of="r.product_id"),
    "certification.new_producers": _FIRST_STAR.format(of="t.producer_id"),
    "certification.five_star": (
        "SELECT COUNT(DISTINCT r.product_id) FROM certification_recognition r WHERE r.stars = 5 AND {stands}"
    ),
    "certification.four_star_2020_ready": (
        "SELECT COUNT(DISTINCT d.product_id) FROM certification_referral f JOIN dossiers_dossier d "
        "ON d.id = f.dossier_id WHERE f.sent_on <= %(day)s AND EXISTS (SELECT 1 FROM certification_recognition r "
        "WHERE r.product_id = d.product_id AND r.stars = 4 AND r.year = 2020)"
    ),
    "markets.supermarket": (
        "SELECT COUNT(DISTINCT r.product_id) FROM certification_recognition r JOIN markets_placement m "
        "ON m.product_id = r.product_id LEFT JOIN markets_outlet o ON o.id = m.outlet_id WHERE "
        "{stands} AND m.state = 'confirmed' AND o.kind = 'supermarket' AND m.starts_on <= %(day)s "
        "AND (m.ends_on IS NULL OR m.ends_on >= %(day)s)"
    ),
    "markets.ecommerce": (
        "SELECT COUNT(DISTINCT r.product_id) FROM certification_recognition r JOIN markets_listing m "
        "ON m.product_id = r.product_id WHERE {stands} AND m.state = 'confirmed' AND m.starts_on <= %(day)s "
        "AND (m.ends_on IS NULL OR m.ends_on >= %(day)s)"
    ),
    "markets.tourist_counter": (
        "SELECT COUNT(DISTINCT s.site_id) FROM markets_largespan s JOIN markets_outlet o "
        "ON o.tourist_site_id = s.site_id WHERE s.valid_from <= %(day)s AND o.kind = 'counter' "
        "AND o.opened_on <= %(day)s AND (o.closed_on IS NULL OR o.closed_on >= %(day)s)"
    ),
    "projects.pilots": "SELECT COUNT(*) FROM projects_project WHERE kind = 'pilot' AND began_on <= %(day)s",
    "projects.design_centre": (
        "SELECT COUNT(*) FROM projects_project WHERE kind = 'design_centre' AND began_on <= %(day)s"
    ),
}
_STANDING = f"SELECT COUNT(DISTINCT r.product_id) FROM certification_recognition r WHERE {_STANDS}"  # noqa: S608
# Share → the one statement that counts its base.
BASES = {
    "training.leaders": (
        "SELECT COUNT(*) FROM (SELECT t.producer_id AS made_by, MIN(r.valid_from) AS since FROM "
        "certification_recognition r JOIN producers_product t ON t.id = r.product_id GROUP BY t.producer_id) AS firsts "
        "WHERE since <= %(day)s"
    ),
    "markets.supermarket": _STANDING,
    "markets.ecommerce": _STANDING,
    "markets.tourist_counter": (
        "SELECT COUNT(DISTINCT site_id) FROM markets_largespan WHERE valid_from <= %(day)s "
        "AND (valid_to IS NULL OR valid_to >= %(day)s)"
    ),
}


def bare_sql(measure: str, training: Sequence[str]) -> list[str]:
    """The statement of a measure's figure, and that of its base for a share; `training` are the kinds that feed it."""
    kinds = ", ".join(f"'{kind}'" for kind in training)
    figure = FIGURES[measure].replace("{stands}", _STANDS).replace("{kinds}", kinds)
    return [figure, BASES[measure]] if measure in BASES else [figure]
