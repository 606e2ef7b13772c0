"""No tables: roles are groups of users. Django tells only apps with this module that the database was migrated."""
