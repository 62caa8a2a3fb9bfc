"""Reading a sanctions list of any known format, whole or not at all.

Not for: comparing names with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, TypeAlias

from khabar.model import ListFormat, SanctionsList
from khabar.screening.eu import read_eu
from khabar.screening.kinds import format_of
from khabar.screening.limits import Limits
from khabar.screening.ofac_csv import read_ofac_csv
from khabar.screening.ofac_xml import read_ofac_xml
from khabar.screening.opening import head, opened
from khabar.screening.opensanctions import read_ftm, read_simple
from khabar.screening.un import read_un

Reader: TypeAlias = Callable[[BinaryIO, Path, Limits], SanctionsList]

READERS: Mapping[ListFormat, Reader] = {
    ListFormat.UN_XML: read_un,
    ListFormat.OFAC_CSV: read_ofac_csv,
    ListFormat.OFAC_XML: read_ofac_xml,
    ListFormat.EU_XML: read_eu,
    ListFormat.OPENSANCTIONS_CSV: read_simple,
    ListFormat.FTM_JSON: read_ftm,
}


def read_list(path: Path | str, *, name: str | None = None, limits: Limits | None = None) -> SanctionsList:
    """The sanctions list in a file, packed with gzip or not; its format is told by its content.

    For OFAC's tables `path` is sdn.csv, with alt.csv and add.csv beside it. `name` is given to the list instead of the
    publisher's. Raises ListError, with the file, the place and what to do, where the list cannot be read whole.
    """
    file, most = Path(path), limits or Limits()
    with opened(file, most) as stream:
        found = READERS[format_of(head(stream), file)](stream, file, most)
    return replace(found, name=name) if name else found
