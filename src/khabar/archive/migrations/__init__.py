"""The tables of the archive and how they came to be, one file a change, run by Alembic when an archive is opened."""
