"""The law as dated data: one file per table, each row with its source; :mod:`rules.loader` is the only reader."""
