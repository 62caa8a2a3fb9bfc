"""The way back from JSON: what was written comes back as it was, and what is no reading is told."""

import json
from dataclasses import replace

import pytest
from tests.exports.sample import EMPTY, READING

from khabar.errors import InputError
from khabar.exports.from_json import reading_from_dict
from khabar.exports.json_reading import reading_to_dict
from khabar.exports.layers import Layer


@pytest.mark.parametrize("reading", [READING, EMPTY], ids=["full", "empty"])
def test_a_reading_comes_back_as_it_was_written(reading):
    written = json.loads(json.dumps(reading_to_dict(reading)))
    expected = replace(reading, names=tuple(replace(name, form="") for name in reading.names))
    assert reading_from_dict(written) == expected


def test_a_reading_without_all_layers_is_told():
    with pytest.raises(InputError, match="KeyError: 'names'"):
        reading_from_dict(reading_to_dict(READING, [Layer.CLAIMS]))


def test_a_word_that_no_enum_has_is_told():
    written = reading_to_dict(READING)
    written["events"][0]["status"] = "perhaps"
    with pytest.raises(InputError, match="perhaps"):
        reading_from_dict(written)
