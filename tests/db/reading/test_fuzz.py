"""Files mutated at random end in a document or in an error that says what to do; `python -m tests.bench.fuzz` reads 20,000."""

import pytest

from db.reading.limits import WorkerLimits
from db.reading.messages import Setup, extracted_json
from db.reading.process import ReadingProcess
from db.reference.areas import load_area_names
from extract.model.limits import Limits
from tests.support.fuzzing import broken_laws, case

CASES = 150
# Of the first 20,000 cases, those that ended in errors which were not ours.
ONCE_WRONG = (111, 431, 900, 1098, 3061, 5628, 7118, 7393, 8107, 14600, 15952, 16954, 17173, 19337)
ADVICE = (
    "download it again",
    "fetch it again",
    "SENDKB_MAX_",
    "save it",
    "find a text version",
    "find a version with text",
    "give the files in it",
    "download the document again",
)


@pytest.fixture(scope="module")
def process():
    process = ReadingProcess(Setup(load_area_names(), Limits(), WorkerLimits(seconds=20, memory=600), verbose=False))
    yield process
    process.end()


def ends(process, number):
    """What is wrong with how a case ends, None where nothing is."""
    extracted = extracted_json().validate_json(process.read(case(1, number).job))
    failure = extracted.failure
    if failure is None:
        return next(broken_laws(extracted), None)
    is_named = failure.error in ("unreadable", "unsupported_format", "over_limit")
    is_told = any(advice in failure.message for advice in ADVICE)
    return None if is_named and is_told and "\n" not in failure.message else f"{failure.error}: {failure.message}"


def test_mutated_files_end_in_a_document_or_in_an_error_that_says_what_to_do(process):
    numbers = (*range(CASES), *ONCE_WRONG)
    assert {number: wrong for number in numbers if (wrong := ends(process, number))} == {}


def test_the_same_number_gives_the_same_file():
    assert case(1, 17) == case(1, 17)
    assert case(1, 17).job.content != case(2, 17).job.content
