"""The answer on paper: PDF/UA-1 by typst, with the same words and pictures as the page."""

from deqi.web.ask.pdf.render import compiled, pdf_bytes, pdf_response

__all__ = ["compiled", "pdf_bytes", "pdf_response"]
