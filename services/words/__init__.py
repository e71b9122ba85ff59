"""Lists of words: easy ones that passphrases are suggested from, and those that guessers try first."""
