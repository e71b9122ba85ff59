"""The service in a real browser, by keyboard, without scripts, in text browsers; and defects planted to be caught."""
