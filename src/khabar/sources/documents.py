"""Documents of an office come in: PDF with a text layer, and Word (DOCX). One module each; here are their readers."""

from khabar.sources.documents_docx import read_docx
from khabar.sources.documents_pdf import read_pdf

__all__ = ["read_docx", "read_pdf"]
