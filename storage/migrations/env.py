"""What alembic runs; `storage.schema` hands it the connection."""

from alembic import context

from storage.tables import metadata


def run() -> None:
    """The steps, in one transaction; SQLite alters a table by copying it ("batch")."""
    connection = context.config.attributes["connection"]
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True, compare_type=True)
    with context.begin_transaction():
        context.run_migrations()


run()
