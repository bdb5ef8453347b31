"""The benchmark pack: one area beside chosen peers as one page to print and one workbook to attach."""
