"""The tags and filters of every template (a built-in library: no `{% load %}` needed).

`docs/how-to/ui.md` shows each with its parameters. The work is in the modules named below.
"""

from django import template

from ocop.kit.templatetags import ocop_blocks, ocop_fields, ocop_formats, ocop_languages, ocop_lists, ocop_marks

register = template.Library()
for part in (ocop_blocks, ocop_fields, ocop_formats, ocop_languages, ocop_lists, ocop_marks):
    register.tags.update(part.register.tags)
    register.filters.update(part.register.filters)
