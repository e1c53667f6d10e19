"""The benchmarks of spec "Speed": ``bin/bench [names]``, one JSON object per line."""
