"""The Python interface: typed, immutable, the same data as --json."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable

import pytest

import errmap
from errmap.records import Code, Source
from errmap.render import jsontext
from tests.conftest import Ran


def test_lookup_takes_texts_and_integers() -> None:
    """A number may be given as it is."""
    assert errmap.lookup(10061) == errmap.lookup("10061")
    assert errmap.lookup("10061").matches[0].code.name == "WSAECONNREFUSED"


def test_convert_gives_a_conversion_per_meaning() -> None:
    """`to` and `source` take what --to and --from take."""
    (found,) = errmap.convert("ECONNREFUSED", to="macos")
    assert found.matches[0].code.number == 61
    assert [m.code.number for m in errmap.convert(35, to=["linux"], source="osx")[0].matches] == [11]
    assert len(errmap.convert(35, to="linux")) >= 3


def test_explain_and_systems_give_records() -> None:
    """A page and the systems are records, too."""
    (page,) = errmap.explain("EAGAIN")
    assert page.title == "EAGAIN" and page.sections
    assert errmap.systems()[0].id == "linux"


def test_results_are_the_data_of_json(run: Callable[..., Ran]) -> None:
    """What --json prints is made from the same records."""
    (element,) = json.loads(run("lookup", "35", "--json").out)
    assert jsontext.answer(errmap.lookup("35")) == element


def test_results_cannot_be_changed() -> None:
    """Records refuse assignment, also of new names."""
    code = errmap.lookup("10061").matches[0].code
    for name in ("number", "colour"):
        with pytest.raises(AttributeError):
            setattr(code, name, 1)


def test_records_behave_like_named_tuples() -> None:
    """They compare, copy, pickle, print and turn into dictionaries."""
    code = errmap.lookup("10061").matches[0].code
    assert copy.copy(code) == pickle.loads(pickle.dumps(code)) == code
    assert code._replace(number=5).number == 5
    assert repr(Source("a", "b", "c")) == "Source(id='a', title='b', version='c')"
    assert Source(id="a", title="b", version="c")._asdict() == {"id": "a", "title": "b", "version": "c"}
    assert isinstance(code, Code) and hash(code)
    with pytest.raises(TypeError):
        Source("a", "b")  # type: ignore[call-arg]


def test_an_unknown_system_raises_an_error_with_the_message() -> None:
    """Wrong arguments are ErrmapError, whose text is what the command line prints."""
    with pytest.raises(errmap.ErrmapError, match="no system or group is called 'nosuch'"):
        errmap.lookup("1", systems="nosuch")


def test_unknown_names_of_the_package_are_attribute_errors() -> None:
    """The lazy package behaves like any module."""
    with pytest.raises(AttributeError):
        errmap.nosuch  # noqa: B018
