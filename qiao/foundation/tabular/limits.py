"""How large a file may be before it is refused."""

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Upper bounds on one imported file; every bound is inclusive.

    The bounds are counted on what the file really holds, never on what it declares about itself.
    """

    file_bytes: int = 200 * MIB
    unpacked_bytes: int = 400 * MIB
    """All parts of a zipped workbook together, as measured while unpacking."""
    compression_ratio: int = 200
    """Unpacked to packed size of one part; parts up to `ratio_floor_bytes` unpacked are not judged."""
    ratio_floor_bytes: int = 4 * MIB
    zip_entries: int = 2_000
    sheets: int = 50
    rows: int = 200_000
    """Rows with content, over all visible sheets, header and title rows included."""
    columns: int = 200
    cell_characters: int = 32_767
    """What one Excel cell can hold."""
    sheet_cells: int = 12_000_000
    """Rows × columns of the rectangle a sheet spans; one cell far away from the others spans a huge one."""
