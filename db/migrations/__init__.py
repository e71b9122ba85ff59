"""Migrations, in the order of their names. Each module says in SQL what it changes, for both databases.

Piccolo's own migrations are not used: they cannot make the unique indexes and triggers below, record themselves in a
transaction of their own (a crash in between leaves a database that can go neither forward nor back), and describe
a table in two hundred lines. ``tests/db/test_migrations.py`` holds tables and migrations together.
"""
