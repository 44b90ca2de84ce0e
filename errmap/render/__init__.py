"""Renderers: records become text. None of them looks anything up, none prints."""
