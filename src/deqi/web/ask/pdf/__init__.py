"""The answer on paper: PDF/UA-1 by typst, with the same words and pictures as the page."""

from deqi.web.ask.pdf.render import pdf_bytes, pdf_response

__all__ = ["pdf_bytes", "pdf_response"]
