"""Who looks across: figures kept with the records they counted."""
