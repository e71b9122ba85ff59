"""Invented populations: whole lives drawn from tables of proportions, as record documents.

``people`` says who somebody is, ``lives`` what happened to them, ``families`` whom they married; ``work`` and
``contributions`` write down what the offices recorded of it, ``records`` puts the document together, ``months`` makes
the lines of a monthly file. Nothing here asks the clock; the same seed and number are always the same life.
"""
