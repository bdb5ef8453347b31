"""PDF reading with pypdfium2: raw page geometry in, blocks out.

`page` asks pdfium for lines and `drawings` for drawn rules; `furniture` finds running headers and footers; `tables` makes
cells of the rules, `columns` of gutters; `layout` makes paragraphs, bullets and headings of lines; `breaks` rejoins what a
page break cut, by the rules of `row_breaks`; `reader` runs them over a file.
"""

from extract.readers.pdf.reader import read_pdf

__all__ = ["read_pdf"]
