"""A record as a table, a row in the database for every month."""
