"""Parts of an area SEND inspection report (2023 on): sections, outcome, items."""
