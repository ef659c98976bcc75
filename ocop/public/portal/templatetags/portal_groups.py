"""The group of a product, as a card names and draws it."""

from django import template

from ocop.public.portal.groups import public_group

register = template.Library()
register.filter("public_group", public_group)
