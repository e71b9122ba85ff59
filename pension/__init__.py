"""The pure core: what a pension record says, month by month. Standard library only; no clock, no I/O."""
