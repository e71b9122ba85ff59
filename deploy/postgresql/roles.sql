-- Three roles and a database of the service's own (docs/deployment.md). Once, as an administrator of PostgreSQL:
--   psql -f deploy/postgresql/roles.sql
-- then give each role its password (\password nenkin_owner …), or let pg_hba.conf name how it proves itself.
-- What each may do with which table stands in db/roles.py and is granted by every `python -m ops migrate`.

CREATE ROLE nenkin_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE;   -- python -m ops: migrations, imports, backups
CREATE ROLE nenkin_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE;     -- python -m web
CREATE ROLE nenkin_report LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE;  -- counts for reports, no records
ALTER ROLE nenkin_report SET default_transaction_read_only = on;

CREATE DATABASE nenkin OWNER nenkin_owner ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE nenkin FROM PUBLIC;
GRANT CONNECT ON DATABASE nenkin TO nenkin_app, nenkin_report;

\connect nenkin
ALTER SCHEMA public OWNER TO nenkin_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO nenkin_app, nenkin_report;
