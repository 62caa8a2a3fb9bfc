"""Documents: the text layer of PDF and the body of Word files, with what hostile or damaged ones end in."""

import io
import unicodedata
import zipfile
import zlib

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from khabar.model import Dating, Incoming, Problem, ProblemKind
from khabar.sources.documents import read_docx, read_pdf
from khabar.sources.options import Limits, Options

SENTENCE = (
    "أعلنت وزارة الزراعة أن موسم القمح في الشمال انتهى قبل موعده وأن الكميات التي وصلت إلى الصوامع تكفي حتى الربيع"
)
SHAPES = {
    "ا": "ﺍ",
    "ل": "ﻟ",
    "م": "ﻣ",
    "ن": "ﻧ",
    "ي": "ﻳ",
    "و": "ﻭ",
    "ر": "ﺭ",
    "ت": "ﺗ",
    "ق": "ﻗ",
    "ب": "ﺑ",
    "ع": "ﻋ",
    "ز": "ﺯ",
}


class Pipe(io.RawIOBase):
    """A stream that cannot seek."""

    def __init__(self, data):
        self.inner = io.BytesIO(data)

    def read(self, size=-1):
        return self.inner.read(size)


def one(reader, data, **limits):
    (found,) = reader(Pipe(data), "report", Options(limits=Limits(**limits)))
    return found


def pdf(lines, *, properties="", content=None, packed=False):
    """A PDF written by hand: a page is a list of lines, drawn from left to right as programs do."""
    letters = sorted({char for page in lines for line in page for char in line})
    codes = {char: number for number, char in enumerate(letters, start=1)}
    mapping = "\n".join(f"<{code:04X}> <{ord(char):04X}>" for char, code in codes.items())
    cmap = (
        f"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{mapping}\nendbfchar endcmap end"
    )
    pages, objects = [], {}
    objects[3] = "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>"
    objects[4] = "<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(A)/Ordering(I)/Supplement 0>>>>"
    objects[5] = cmap.encode()
    for index, page in enumerate(lines):
        shown = "".join(f"<{''.join(f'{codes[char]:04X}' for char in drawn(line))}> Tj 0 -14 Td\n" for line in page)
        number = 10 + 2 * index
        objects[number] = (
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents {number + 1} 0 R"
            "/Resources<</Font<</F 3 0 R>>>>>>"
        )
        objects[number + 1] = content if content is not None else f"BT /F 12 Tf 20 700 Td\n{shown}ET".encode()
        pages.append(f"{number} 0 R")
    objects[1] = "<</Type/Catalog/Pages 2 0 R>>"
    objects[2] = f"<</Type/Pages/Count {len(pages)}/Kids[{' '.join(pages)}]>>"
    objects[6] = f"<<{properties}>>"
    return bound(objects, packed)


def drawn(line):
    """The glyphs of a line from left to right."""
    return line if line.isascii() else line[::-1]


def bound(objects, packed):
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number, value in sorted(objects.items()):
        places[number] = len(out)
        if isinstance(value, bytes):
            data = zlib.compress(value, 9) if packed else value
            head = f"<</Length {len(data)}{'/Filter/FlateDecode' if packed else ''}>>"
            out += f"{number} 0 obj\n{head}\nstream\n".encode() + data + b"\nendstream endobj\n"
        else:
            out += f"{number} 0 obj\n{value}\nendobj\n".encode("latin-1")
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        out += f"{number} 1\n{place:010d} 00000 n \n".encode()
    return bytes(out + f"trailer <</Size 999/Root 1 0 R/Info 6 0 R>>\nstartxref\n{start}\n%%EOF\n".encode())


def test_pages_of_a_pdf_follow_each_other_line_by_line():
    found = one(read_pdf, pdf([["خبر أول", SENTENCE], [SENTENCE]]))
    assert found.report.text.split("\n") == ["خبر أول", SENTENCE, SENTENCE]
    assert found.warnings == ()


def test_properties_of_a_pdf_are_title_and_byline_but_no_day():
    found = one(read_pdf, pdf([[SENTENCE]], properties="/Title(Wheat)/Author(A. Writer)/CreationDate(D:20240103)"))
    assert (found.title, found.report.byline) == ("Wheat", "A. Writer")
    assert (found.report.published, found.dated) == (None, Dating.UNKNOWN)


def test_a_title_that_the_text_begins_with_is_not_doubled():
    found = one(read_pdf, pdf([["Wheat", SENTENCE]], properties="/Title(Wheat)"))
    assert (found.title, found.report.text) == ("Wheat", f"Wheat\n\n{SENTENCE}")


@pytest.mark.parametrize("title", ["Microsoft Word - draft 3.docx", "untitled", "news.indd"])
def test_a_title_that_a_program_made_up_is_none(title):
    assert one(read_pdf, pdf([[SENTENCE]], properties=f"/Title({title})")).title is None


def test_a_pdf_without_text_asks_for_text_recognition():
    found = one(read_pdf, pdf([[]], content=b"0 0 100 100 re f"))
    assert (found.kind, "OCR" in found.message) == (ProblemKind.NO_REPORT, True)


def test_a_pdf_with_a_password_is_refused():
    writer, out = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([[SENTENCE]])))), io.BytesIO()
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(out)
    assert one(read_pdf, out.getvalue()).kind is ProblemKind.REFUSED


def test_a_pdf_that_is_only_locked_against_printing_is_read():
    writer, out = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([[SENTENCE]])))), io.BytesIO()
    writer.encrypt("", "owner", algorithm="RC4-128")
    writer.write(out)
    assert SENTENCE in one(read_pdf, out.getvalue()).report.text


def test_letters_that_are_shapes_are_kept_and_told():
    shaped = "".join(SHAPES.get(char, char) for char in SENTENCE)
    found = one(read_pdf, pdf([[shaped]]))
    assert found.report.text == shaped
    assert "presentation forms" in found.warnings[0]
    assert unicodedata.normalize("NFKC", shaped) == SENTENCE


def test_letters_in_the_order_of_the_eye_are_kept_and_told():
    found = one(read_pdf, pdf([[SENTENCE[::-1]]]))
    assert found.report.text == SENTENCE[::-1]
    assert [("backwards" in warning) for warning in found.warnings] == [True]


def test_a_broken_table_of_contents_is_mended():
    assert SENTENCE in one(read_pdf, pdf([[SENTENCE]]).replace(b"startxref\n", b"startxref\n9")).report.text


def test_a_pdf_that_is_too_long_is_refused():
    assert one(read_pdf, pdf([[SENTENCE]] * 300), characters=5_000).kind is ProblemKind.TOO_LARGE


def test_a_page_that_unpacks_to_too_much_is_told():
    bomb = pdf([[SENTENCE]], content=b"BT (a) Tj ET " * 8_000_000, packed=True)
    assert len(bomb) < 500_000
    assert one(read_pdf, bomb).kind in {ProblemKind.BROKEN, ProblemKind.TOO_LARGE}


def test_a_pdf_that_takes_too_long_is_told():
    slow = pdf([[SENTENCE]], content=b"BT (a) Tj ET " * 2_000)
    assert one(read_pdf, slow, seconds=0.0).kind is ProblemKind.TOO_LARGE


@pytest.mark.parametrize("kept", [5, 9, 200, 900])
def test_a_cut_pdf_is_a_report_or_a_problem(kept):
    assert isinstance(one(read_pdf, pdf([[SENTENCE]])[:kept]), Problem)


def word(**properties):
    document = docx.Document()
    for name, value in properties.items():
        setattr(document.core_properties, name, value)
    return document


def saved(document):
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def wheat():
    document = word(title="موسم القمح", author="مراسل الشمال")
    document.add_paragraph("قال\tالوزير\u200f إن «الموسم»\u00a0انتهى")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("السنة", "الكمية", "2023", "مليون طن"), strict=True):
        cell.text = text
    document.add_paragraph(SENTENCE)
    return document


def test_paragraphs_and_tables_of_a_word_document_in_order():
    found = one(read_docx, saved(wheat()))
    assert (found.title, found.report.byline) == ("موسم القمح", "مراسل الشمال")
    assert found.report.text.split("\n\n") == [
        "موسم القمح",
        "قال\tالوزير\u200f إن «الموسم»\u00a0انتهى",
        "السنة\tالكمية\n2023\tمليون طن",
        SENTENCE,
    ]


def packed(body, method=zipfile.ZIP_DEFLATED, **others):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr("word/document.xml", body)
        for name, data in others.items():
            archive.writestr(name, data)
    return out.getvalue()


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def body(inner, before=""):
    return f'<?xml version="1.0"?>{before}<w:document {W}><w:body>{inner}</w:body></w:document>'


def test_deleted_text_is_not_read():
    inner = f"<w:p><w:r><w:t>{SENTENCE}</w:t></w:r><w:del><w:r><w:t>محذوف</w:t></w:r></w:del></w:p>"
    assert one(read_docx, packed(body(inner))).report.text == SENTENCE


def test_entities_of_a_word_document_fetch_and_grow_nothing(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("PASSWORD", encoding="utf-8")
    laughs = "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10}">' for n in range(1, 12))
    before = f'<!DOCTYPE d [<!ENTITY b0 "ha"><!ENTITY f SYSTEM "{secret.as_uri()}">{laughs}]>'
    found = one(read_docx, packed(body(f"<w:p><w:r><w:t>{SENTENCE}&f;&b11;</w:t></w:r></w:p>", before)))
    assert isinstance(found, Problem) or (len(found.report.text) < 1_000 and "PASSWORD" not in found.report.text)


@pytest.mark.parametrize(
    "inner",
    [
        "<w:p><w:r><w:t>" + "a " * 20_000_000,
        "<w:p/>" * 2_000_000,
        f"<w:p><w:r><w:t>{SENTENCE}</w:t></w:r></w:p>" * 5_000,
    ],
    ids=["one text", "empty paragraphs", "long"],
)
def test_a_word_document_that_unpacks_to_too_much_is_told(inner):
    found = one(read_docx, packed(body(inner)), characters=100_000)
    assert found.kind in {ProblemKind.TOO_LARGE, ProblemKind.BROKEN}


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", ProblemKind.EMPTY),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), ProblemKind.UNSUPPORTED),
        (b"no archive", ProblemKind.BROKEN),
        (packed(body("<w:p>"), zipfile.ZIP_STORED), ProblemKind.BROKEN),
        (packed(body("<w:p/>")), ProblemKind.EMPTY),
        (packed(body("<w:p/>")).replace(b"word/document", b"word/nothing1"), ProblemKind.UNSUPPORTED),
    ],
    ids=["empty", "old", "noise", "broken XML", "no text", "no body"],
)
def test_what_is_no_word_document_is_one_problem(data, kind):
    assert one(read_docx, data).kind is kind


@pytest.mark.parametrize("reader", [read_pdf, read_docx])
def test_a_stream_that_breaks_off_is_a_problem(reader):
    class Broken(io.RawIOBase):
        def read(self, _size=-1):
            raise OSError("disk is gone")

    (found,) = reader(Broken(), "report", Options())
    assert (found.kind, "disk is gone" in found.message) == (ProblemKind.BROKEN, True)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 3_000), st.integers(0, 300))
def test_any_bytes_give_reports_or_problems(noise, place, lost):
    for reader, whole in ((read_pdf, pdf([[SENTENCE]])), (read_docx, packed(body(f"<w:p>{SENTENCE}</w:p>")))):
        for data in (noise, whole[:place] + noise + whole[place + lost :]):
            assert isinstance(one(reader, data), Incoming | Problem)
