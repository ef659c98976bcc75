"""The measured promises: `python -m bench` runs every `bench_*.py` here and writes `bench/RESULTS.md`."""
