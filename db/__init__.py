"""The database: the only place that knows Piccolo, SQL, SQLite and PostgreSQL."""
