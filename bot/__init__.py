"""Everyone we talk with, and the wiring."""

import os

# openpyxl reads with lxml where it is there, and lxml reads on where defusedxml refuses: a workbook with entities
os.environ["OPENPYXL_LXML"] = "False"
