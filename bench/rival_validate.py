"""Run csc-validator-be-903 over the Missing table in a CSV file; print seconds, peak memory and the rules that ran, as JSON.

    rival_validate.py FILE     (needs Python 3.11 with csc-validator-be-903 0.1.17)

Prints two times: `rules`, until every rule has run over the table, and `whole`, until the tool has also made everything
that its own `lac_validate` returns: the report of issues, the tables and the summaries.
"""

import importlib
import json
import logging
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

os.environ["QLACREF_PC_INSECURE"] = "True"
path = str(Path(sys.argv[1]).resolve())
os.chdir(tempfile.mkdtemp())  # the tool writes a log into the current folder
began = time.perf_counter()
from lac_validator.lac_validator import LacValidator, create_issue_df  # noqa: E402 - the time includes the import
from lac_validator.report import Report  # noqa: E402 - likewise
from lac_validator.utils import process_uploaded_files  # noqa: E402 - likewise

logging.disable(logging.CRITICAL)
registry = importlib.import_module("lac_validator.rules.lac2025_26").registry
files = process_uploaded_files({"This year": [path]})
validator = LacValidator({"collectionYear": "2026", "localAuthority": "E08000007"}, files, registry)
rules = time.perf_counter() - began
report = Report(validator.ds_results, registry)
answer = [create_issue_df(report.report, report.error_report).to_json(orient="records")]
answer += [table.to_json(orient="records") for table in validator.dfs.values()]
answer += [report.error_summary.to_json(orient="records"), report.child_summary.to_json(orient="records")]
whole = time.perf_counter() - began
print(
    json.dumps(
        {
            "rules": rules,
            "whole": whole,
            "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            "rows": len(validator.dfs["Missing"]),
            "rules run": len(validator.dones),
            "rules failed": len(validator.fails),
        }
    )
)
