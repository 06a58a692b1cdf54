"""A stored answer reads back as it was given, whatever it holds."""

import dataclasses
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deqi.answers import from_document, to_document
from deqi.vocabulary import Answer, AskedResult, DataFileError, Provenance, Refusal, Urgency

finite = st.floats(allow_nan=False, allow_infinity=False)
words = st.text(max_size=12)
st.register_type_strategy(float, finite)
st.register_type_strategy(str, words)
provenance = st.builds(Provenance, words, st.dictionaries(words, words, max_size=3), words)
answers = st.builds(Answer, provenance=provenance)
refusals = st.builds(Refusal, provenance=provenance)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(answers | refusals)
def test_a_document_reads_back_as_it_was(result: AskedResult) -> None:
    document = to_document(result)
    assert from_document(document) == result
    assert from_document(json.loads(json.dumps(document))) == result


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(answers, st.data())
def test_a_document_without_one_of_its_parts_is_refused_in_words(result: Answer, data: st.DataObject) -> None:
    document = to_document(result)
    del document[data.draw(st.sampled_from(sorted(set(document))))]
    with pytest.raises(DataFileError, match="another version"):
        from_document(document)


@given(refusals, st.sampled_from(["", "none", "LATER", "EMERGENCY "]))
@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
def test_an_urgency_that_nobody_knows_is_refused(result: Refusal, written: str) -> None:
    document = to_document(dataclasses.replace(result))
    assert written not in {urgency.label for urgency in Urgency}
    document["safety"]["urgency"] = written  # type: ignore[index]
    with pytest.raises(DataFileError, match="another version"):
        from_document(document)
