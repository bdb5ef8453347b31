"""Charts and maps as numbers that templates draw as SVG; each stands beside a table of the same figures.

Written by hand, because what a library would add is what this site may not have: scripts, fonts or styles of its own, half
a megabyte a page, or an image that no screen reader can read. Each chart is a few dozen lines of arithmetic.
"""
