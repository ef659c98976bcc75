"""The papers of this room, set by typst from frozen facts."""
