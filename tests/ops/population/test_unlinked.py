"""Invented records without an owner: the same every time, damaged as old records are, most within the ladder."""

from __future__ import annotations

from itertools import islice

from db.documents import parse_document
from db.unlinked_documents import encode_unlinked, parse_unlinked
from ops.personas import load_personas
from ops.population.tables import read_rows
from ops.population.unlinked import UnlinkedPopulation, make_unlinked
from pension.matching import find_match, prepare_search
from pension.record import PensionRecord, Person
from pension.unlinked import Sought, SoughtName
from rules.matching import load_matching

RULES = load_matching()


def people() -> tuple[Person, ...]:
    records = [parse_document(person.line) for person in load_personas()]
    return tuple(record.person for record in records if isinstance(record, PensionRecord))


def sought(person: Person) -> Sought:
    former = tuple(SoughtName(kana=name.kana, name=name.name) for name in person.former_names)
    names = (*former, SoughtName(kana=person.kana, name=person.name))
    return Sought(names=names, birth_date=person.birth_date, sex=person.sex)


def test_the_same_seed_and_number_are_the_same_record() -> None:
    few, many = UnlinkedPopulation(records=5, seed=3), UnlinkedPopulation(records=500, seed=3)
    assert list(make_unlinked(few)) == list(islice(make_unlinked(many), 5))
    assert list(make_unlinked(few)) != list(make_unlinked(UnlinkedPopulation(records=5, seed=4)))


def test_every_record_is_one_that_the_import_takes() -> None:
    for record in make_unlinked(UnlinkedPopulation(records=2000, seed=1)):
        assert parse_unlinked(encode_unlinked(record)) == record


def test_every_kind_of_damage_is_there() -> None:
    records = list(make_unlinked(UnlinkedPopulation(records=3000, seed=1)))
    assert any(" " not in record.kana for record in records)
    assert any(record.name is None for record in records)
    assert any(record.sex is None for record in records)
    assert any(not record.birth.has_era for record in records)
    assert all(record.last_month and str(record.last_month) <= "1996-12" for record in records)


def test_what_belongs_to_somebody_is_found_but_for_what_is_damaged_beyond_the_ladder() -> None:
    found = tried = 0
    for seed in range(10):
        order = UnlinkedPopulation(records=0, seed=seed, planted=people())
        for person, record in zip(people(), make_unlinked(order), strict=True):
            tried += 1
            found += find_match(prepare_search(sought(person), RULES), record, RULES) is not None
    assert found > tried * 0.95


def test_every_share_has_a_source() -> None:
    for row in read_rows("damage.csv"):
        assert row["source"]
        assert row["confidence"] == "assumed"
        assert 0 < float(row["share"]) < 1
