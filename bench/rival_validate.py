"""Run csc-validator-be-903 over the Missing table in a CSV file; prints seconds, peak memory and what ran, as JSON.

For Python 3.11 with csc-validator-be-903 0.1.17 installed: rival_validate.py FILE
"""

import importlib
import json
import logging
import os
import resource
import sys
import time
from pathlib import Path

os.environ["QLACREF_PC_INSECURE"] = "True"
began = time.perf_counter()
from lac_validator.lac_validator import LacValidator  # noqa: E402 - the import is part of what is timed

logging.disable(logging.CRITICAL)
registry = importlib.import_module("lac_validator.rules.lac2025_26").registry
told = {"name": "Missing.csv", "file_content": Path(sys.argv[1]).read_bytes(), "description": "This year"}
validator = LacValidator({"collectionYear": "2026", "localAuthority": "E08000007"}, [told], registry)
print(
    json.dumps(
        {
            "seconds": time.perf_counter() - began,
            "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            "rows": len(validator.dfs["Missing"]),
            "rules run": len(validator.dones),
            "rules failed": len(validator.fails),
        }
    )
)
