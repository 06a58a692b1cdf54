"""The sheet to take along: the person's points on their body, on paper."""

from deqi.web.atlas_pages.pdf.render import sheet_bytes

__all__ = ["sheet_bytes"]
