"""Open what a register publishes: CSV, gzip, or a ZIP, as pieces of plain bytes, within fixed memory.

A ZIP member is inflated by a thread of its own, a few pieces ahead: zlib lets go of the interpreter while it
works, so finding the wanted lines costs no time of its own. Python's ``zipfile`` reads the table of contents;
its own reading is not used because it inflates and searches in turn.
"""

import codecs
import queue
import re
import struct
import threading
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from deqi.directory.faults import FileFault

PACKED_PIECE = 128 * 1024
PIECE = 1024 * 1024
AHEAD = 3
LARGEST_RATIO = 200
"""Real register files shrink 10 to 25 times. A bomb reaches 1000."""
RATIO_FROM = 50 * 1024 * 1024
"""Below this size a ratio says nothing."""
LARGEST = 64 * 1024**3
MOST_MEMBERS = 1000
ENCRYPTED, DEFLATED, STORED = 1, 8, 0

NPPES_MAIN = re.compile(r"(^|/)npidata_pfile_\d{8}-\d{8}(_v2)?\.csv$", re.IGNORECASE)
SPAN = re.compile(r"_(\d{8})-(\d{8})")


@dataclass(frozen=True)
class Opened:
    """A register file: its own name (in a ZIP, that of the member) and how to read it from the start."""

    name: str
    pieces: Callable[[], Iterator[bytes]]


def open_register(file: BinaryIO, name: str, wanted: re.Pattern[str] | None = None) -> Opened:
    """Look at the first bytes and say how to read the rest.

    ``file`` must be seekable. ``wanted`` picks the member of a ZIP; without it, NPPES's main file, or else
    the only CSV. Raises ``FileFault``.
    """
    file.seek(0)
    start = file.read(4)
    if not start:
        raise FileFault("whole", "The file is empty.", file=name)
    if start[:2] == b"PK":
        return _zip_member(file, name, wanted)
    if start[:2] == b"\x1f\x8b":
        return Opened(name.removesuffix(".gz"), lambda: ahead(_gzip(file, name)))
    return Opened(name, lambda: _plain(file))


def zip_members(file: BinaryIO, name: str) -> tuple[str, ...]:
    """Names of the files in a ZIP; empty for any other file. Raises ``FileFault`` for a damaged ZIP."""
    file.seek(0)
    if file.read(2) != b"PK":
        return ()
    return tuple(member.filename for member in _archive(file, name).infolist() if not member.is_dir())


def _archive(file: BinaryIO, name: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise FileFault("whole", f"The ZIP has no readable table of contents ({error}).", file=name) from None


def transcoded(pieces: Iterator[bytes], encoding: str, name: str) -> Iterator[bytes]:
    """The same text in UTF-8. Raises ``FileFault`` at a byte that ``encoding`` does not know."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    for piece in pieces:
        try:
            yield decoder.decode(piece).encode()
        except UnicodeDecodeError as error:
            line += piece.count(b"\n", 0, error.start)
            raise FileFault(
                "encoding",
                f"The byte {piece[error.start]:#04x} means nothing in {encoding}.",
                line=line,
                file=name,
            ) from None
        line += piece.count(b"\n")


def _plain(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    while piece := file.read(PIECE):
        yield piece


def _gzip(file: BinaryIO, name: str) -> Iterator[bytes]:
    file.seek(0)
    yield from _inflate(iter(lambda: file.read(PACKED_PIECE), b""), zlib.MAX_WBITS | 16, name, None)


def _zip_member(file: BinaryIO, name: str, wanted: re.Pattern[str] | None) -> Opened:
    members = [member for member in _archive(file, name).infolist() if not member.is_dir()]
    if len(members) > MOST_MEMBERS:
        raise FileFault("container", f"The ZIP holds {len(members)} files.", file=name)
    member = _choose(members, name, wanted)
    inside = f"{name}/{member.filename}"
    if member.flag_bits & ENCRYPTED:
        raise FileFault("container", "The ZIP is locked with a password.", file=inside)
    if member.compress_type not in (DEFLATED, STORED):
        raise FileFault("container", f"It is packed by method {member.compress_type}.", file=inside)
    _refuse_bomb(member.file_size, member.compress_size, inside)
    return Opened(inside, lambda: ahead(_member_pieces(file, member, inside)))


def _choose(members: list[zipfile.ZipInfo], name: str, wanted: re.Pattern[str] | None) -> zipfile.ZipInfo:
    tables = [member for member in members if member.filename.lower().endswith((".csv", ".txt"))]
    tables = [member for member in tables if "fileheader" not in member.filename.lower()]
    chosen = [member for member in tables if (wanted or NPPES_MAIN).search(member.filename)]
    if not chosen and wanted is None and len(tables) == 1:
        chosen = tables
    if len(chosen) == 1:
        return chosen[0]
    if any(member.filename.lower().endswith(".zip") for member in members) and not chosen:
        raise FileFault(
            "container",
            "There is another ZIP in the ZIP.",
            file=name,
            next_step="Unpack the outer ZIP first.",
        )
    found = ", ".join(member.filename for member in members[:5]) or "nothing"
    many = "more than one fitting file" if chosen else "no fitting file"
    raise FileFault("container", f"The ZIP holds {many}; it holds {found}.", file=name)


def _refuse_bomb(unpacked: int, packed: int, name: str) -> None:
    if unpacked > LARGEST or (unpacked > RATIO_FROM and unpacked > LARGEST_RATIO * max(packed, 1)):
        raise FileFault("size", f"It would unfold from {packed:,} to {unpacked:,} bytes.", file=name)


def _member_pieces(file: BinaryIO, member: zipfile.ZipInfo, name: str) -> Iterator[bytes]:
    file.seek(member.header_offset)
    local = file.read(30)
    if len(local) < 30 or local[:4] != b"PK\x03\x04":
        raise FileFault("whole", "The ZIP does not hold the file where its table says.", file=name)
    name_length, extra_length = struct.unpack("<HH", local[26:30])
    file.seek(name_length + extra_length, 1)
    packed = _limited(file, member.compress_size)
    if member.compress_type == STORED:
        yield from _checked(packed, member.CRC, member.file_size, name)
    else:
        pieces = _inflate(packed, -zlib.MAX_WBITS, name, member.file_size)
        yield from _checked(pieces, member.CRC, member.file_size, name)


def _limited(file: BinaryIO, size: int) -> Iterator[bytes]:
    while size > 0 and (piece := file.read(min(PACKED_PIECE, size))):
        size -= len(piece)
        yield piece


def _checked(pieces: Iterator[bytes], crc: int, size: int, name: str) -> Iterator[bytes]:
    running = length = 0
    for piece in pieces:
        running = zlib.crc32(piece, running)
        length += len(piece)
        yield piece
    if running != crc or length != size:
        raise FileFault("whole", "The content does not match the checksum in the ZIP.", file=name)


def _inflate(packed: Iterator[bytes], window: int, name: str, size: int | None) -> Iterator[bytes]:
    engine = zlib.decompressobj(window)
    read = made = 0
    try:
        for piece in packed:
            read += len(piece)
            rest = piece
            while rest and not engine.eof:
                out = engine.decompress(rest, PIECE)
                rest = engine.unconsumed_tail
                made += len(out)
                if made > RATIO_FROM:
                    _refuse_bomb(made, read, name)
                if size is not None and made > size:
                    raise FileFault("size", "It is longer than the ZIP says.", file=name)
                yield out
            if engine.eof and window > 0 and (engine.unused_data or rest):
                raise FileFault("container", "More follows after the end of the gzip data.", file=name)
    except zlib.error as error:
        raise FileFault("whole", f"The packed data are damaged ({error}).", file=name) from None
    if not engine.eof:
        raise FileFault("whole", "The packed data end in the middle.", file=name)


class _Ahead:
    """Another thread that works through ``pieces`` and waits when nobody takes them."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self.pieces = pieces
        self.waiting: queue.Queue[bytes | Exception | None] = queue.Queue(AHEAD)
        self.stop = threading.Event()
        self.worker = threading.Thread(target=self._work, name="deqi-inflate", daemon=True)

    def _put(self, item: bytes | Exception | None) -> bool:
        while not self.stop.is_set():
            try:
                self.waiting.put(item, timeout=0.2)
            except queue.Full:
                continue
            return True
        return False

    def _work(self) -> None:
        try:
            for piece in self.pieces:
                if not self._put(piece):
                    return
            self._put(None)
        except Exception as error:  # noqa: BLE001 - handed to the reader, who raises it
            self._put(error)


def ahead(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same pieces, made by another thread up to ``AHEAD`` pieces in advance."""
    source = _Ahead(pieces)
    source.worker.start()
    try:
        while (item := source.waiting.get()) is not None:
            if isinstance(item, Exception):
                raise item
            yield item
    finally:
        source.stop.set()
        source.worker.join()
