"""A package is the same every time, and a broken one is told apart."""

import io
import zipfile

import pytest

from chipreport.errors import VerificationError
from chipreport.ooxml.package import Member, Relationship, relationships, write
from chipreport.ooxml.reading import parse, read, related

MEMBERS = (
    Member("_rels/.rels", "", relationships((Relationship("rId1", "kind", "word/a.xml"),))),
    Member("word/a.xml", "application/a+xml", b"<a/>"),
    Member("word/embeddings/b.xlsx", "application/b", b"PK"),
)


def package(*members: Member) -> io.BytesIO:
    out = io.BytesIO()
    write(out, members)
    out.seek(0)
    return out


def code(error: pytest.ExceptionInfo[VerificationError]) -> str:
    return error.value.problems[0].code


def test_members_stand_in_the_order_given_after_the_content_types():
    with zipfile.ZipFile(package(*MEMBERS)) as archive:
        names = archive.namelist()
    assert names == ["[Content_Types].xml", *(member.name for member in MEMBERS)]


def test_no_clock_and_no_system_is_in_the_zip():
    with zipfile.ZipFile(package(*MEMBERS)) as archive:
        entries = archive.infolist()
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {(entry.create_system, entry.external_attr) for entry in entries} == {(0, 0o600 << 16)}


def test_what_is_written_is_read_again():
    parts = read(package(*MEMBERS))
    assert parts["word/a.xml"] == b"<a/>"
    assert related(parts, "") == {"rId1": "word/a.xml"}
    assert related(parts, "word/a.xml") == {}
    assert b'PartName="/word/a.xml"' in parts["[Content_Types].xml"]


def test_a_target_is_escaped():
    text = relationships((Relationship("r", "k", 'https://x.org/?a="1"&b=<2>', True),)).decode()
    assert "a=&quot;1&quot;&amp;b=&lt;2&gt;" in text
    assert 'TargetMode="External"' in text


@pytest.mark.parametrize("data", [b"", b"no zip", b"PK\x03\x04broken"])
def test_what_is_no_zip_is_an_error(data: bytes):
    with pytest.raises(VerificationError) as error:
        read(io.BytesIO(data))
    assert code(error) in ("V101", "V102")


def test_a_flipped_byte_is_an_error():
    data = bytearray(package(*MEMBERS).getvalue())
    data[data.index(b"<a/>") + 1 if b"<a/>" in data else 60] ^= 0xFF
    with pytest.raises(VerificationError) as error:
        read(io.BytesIO(bytes(data)))
    assert code(error) in ("V101", "V102")


def test_two_members_of_one_name_are_an_error():
    with pytest.warns(UserWarning, match="Duplicate"):
        file = package(MEMBERS[1], MEMBERS[1])
    with pytest.raises(VerificationError) as error:
        read(file)
    assert code(error) == "V103"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"<a>", "V106"),
        (b"", "V106"),
        (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e "x">]><b>&e;</c>', "V106"),
    ],
)
def test_unsound_xml_is_an_error(data: bytes, expected: str):
    with pytest.raises(VerificationError) as error:
        parse({"a.xml": data}, "a.xml")
    assert code(error) == expected


def test_entities_are_not_followed():
    secret = b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]><a>&e;</a>'
    assert not parse({"a.xml": secret}, "a.xml").text


def test_a_missing_part_is_an_error():
    with pytest.raises(VerificationError) as error:
        parse({}, "word/document.xml")
    assert code(error) == "V105"
