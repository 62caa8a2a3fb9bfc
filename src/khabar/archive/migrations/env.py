"""What Alembic runs: the changes that are missing, on the connection that it was handed, in its transaction.

Not for: Alembic's own command line; `khabar.archive` opens and upgrades archives.
"""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
