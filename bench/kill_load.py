"""Kill a load twenty times at random moments, let it finish, and compare the result with one clean run.

    python bench/kill_load.py [SEED]

Uses SQLite in temporary folders. Prints each moment and whether the two states are the same; exits 1 if they differ.
"""

import random
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.exchange.loading.test_killed_loads import Installation

TIMES = 20
chance = random.Random(int(sys.argv[1]) if len(sys.argv) > 1 else 2015)
folder = Path(tempfile.mkdtemp(prefix="waylight-kill-"))

clean = Installation(folder / "clean")
began = time.perf_counter()
clean.load()
whole = time.perf_counter() - began
print(f"one clean run: {whole:.1f} s")

killed = Installation(folder / "killed")
for number in range(1, TIMES + 1):
    after = chance.uniform(0.2, whole)
    killed.load(killed_after=after)
    print(f"{number:2}. killed after {after:.2f} s")
killed.load()
same = killed.state() == clean.state()
print("the state is the same as after one clean run" if same else "THE STATES DIFFER")
sys.exit(not same)
