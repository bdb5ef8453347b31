import json
import shutil
import subprocess
import sys

import pytest
from click.testing import CliRunner

import sendkb
from extract.model.doc_types import DocType
from tests.support.made import write_report


@pytest.fixture
def run(tmp_path):
    def invoke(*arguments):
        return CliRunner().invoke(sendkb.main, ["--data", str(tmp_path / "data"), *map(str, arguments)])

    return invoke


@pytest.fixture(scope="module")
def built_once(tmp_path_factory):
    folder = tmp_path_factory.mktemp("built")
    for arguments in (("ingest", str(write_report(folder))), ("build", "--no-starter")):
        result = CliRunner().invoke(sendkb.main, ["--data", str(folder / "data"), *arguments])
        assert result.exit_code == 0, result.stderr
    return folder / "data"


@pytest.fixture
def built(run, built_once, tmp_path):
    shutil.copytree(built_once, tmp_path / "data")
    return run


def test_help_imports_nothing_heavy():
    code = (
        "import sys\nfrom click.testing import CliRunner\nimport sendkb\n"
        "assert CliRunner().invoke(sendkb.main, ['--help']).exit_code == 0\n"
        "print(sorted({'spacy', 'datasette', 'sqlite_utils', 'pypdfium2', 'requests', 'openpyxl'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_every_type_is_offered_and_called_by_a_name_for_people(run):
    offered = run("ingest", "--help").output
    for each in DocType:
        assert each.label, f"{each.name} has no label: say what people call it"
        assert (each.value in "".join(offered.split())) is (each is not DocType.UNKNOWN)


def test_build_says_one_line(run):
    result = run("build", "--no-starter")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 1
    assert "156" not in result.stderr
    assert run("-q", "build", "--no-starter").stdout == ""


def test_a_file_that_cannot_be_read_makes_the_exit_status_1_with_one_line(built, tmp_path):
    (tmp_path / "empty.pdf").write_bytes(b"")
    assert built("ingest", tmp_path / "empty.pdf").exit_code == 1
    result = built("build", "--no-starter")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == ["sendkb: empty.pdf: the file is empty: download it again"]
    status = built("status")
    assert status.exit_code == 0
    assert "empty.pdf" in status.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("build", "--workers", "0"),
        ("ingest", "no-such-file.pdf"),
        ("ingest", ".", "--type", "rumour"),
        ("ingest", ".", "--area", "Atlantis"),
        ("export", "out", "--format", "csv,doc"),
        ("compare", "Atlantis"),
        ("compare", "Norfolk", "--theme", "weather"),
        ("compare",),
        ("nothing",),
        ("-q", "-v", "status"),
    ],
)
def test_wrong_usage_is_exit_status_2_and_one_line(built, arguments):
    result = built(*arguments)
    assert result.exit_code == 2
    (line,) = result.stderr.splitlines()
    assert line.startswith("sendkb: ")


def test_the_commands_help_is_where_a_wrong_option_leads(built):
    assert built("compare", "Norfolk", "--with", "friends").stderr.endswith(" compare --help\n")
    assert "Commands:" in built("sources").stderr


def test_where_there_is_no_candidate_it_says_so(run):
    assert run("candidates", "list").stdout.startswith("no candidates: ")


@pytest.mark.parametrize("arguments", [("export", "out"), ("compare", "Norfolk")])
def test_without_a_database_it_says_what_to_do(run, arguments, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = run(*arguments)
    assert result.exit_code == 1
    assert "run sendkb build first" in result.stderr


def test_an_empty_folder_is_nothing_to_ingest(run, tmp_path):
    result = run("ingest", tmp_path)
    assert result.exit_code == 1
    assert "nothing to store" in result.stderr


def test_export_writes_the_files_it_counts(built, tmp_path):
    result = built("export", tmp_path / "out", "--format", "csv")
    assert result.exit_code == 0
    assert (tmp_path / "out" / "weaknesses.csv").exists()
    assert not (tmp_path / "out" / "weaknesses.json").exists()
    assert str(len(list((tmp_path / "out").iterdir()))) in result.stdout


def test_compare_is_a_table_json_or_csv(built):
    table = built("compare", "Rutland", "Norfolk").stdout
    assert "1 Rutland" in table
    assert "2 Norfolk" in table
    rows = json.loads(built("compare", "Rutland", "--theme", "neurodevelopmental", "--format", "json").stdout)
    # One of the report that was ingested, one of our paraphrase of the report before.
    assert [(row["area_id"], row["to_act_on"]) for row in rows] == [("rutland", 2)]
    assert built("compare", "Norfolk", "--with", "neighbours", "--format", "csv").stdout.count("\n") > 23 * 10


def test_status_as_json(built):
    assert json.loads(built("status", "--json").stdout)["stored"] == 1


def test_the_data_folder_comes_from_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("SENDKB_DATA", str(tmp_path / "elsewhere"))
    assert CliRunner().invoke(sendkb.main, ["build", "--no-starter"]).exit_code == 0
    assert (tmp_path / "elsewhere" / "send.db").exists()


def test_update_without_a_contact_says_how_to_give_one(run, monkeypatch):
    monkeypatch.delenv("SENDKB_CONTACT", raising=False)
    result = run("update", "--area", "Norfolk", "--dry-run")
    assert result.exit_code == 3
    assert "SENDKB_CONTACT" in result.stderr
    assert run("update", "--since", "yesterday").exit_code == 2


def test_what_an_update_could_not_fetch_is_in_the_status(run, tmp_path):
    problem = {"area_id": "norfolk", "url": "https://council.example/plan.pdf", "code": "gone",
               "message": "no longer there (404)", "at": "2026-01-02T03:04:05+00:00"}  # fmt: skip
    record = {"started": "2026-01-02T03:00:00+00:00", "finished": "2026-01-02T03:05:00+00:00", "counts": {},
              "problems": [problem, problem | {"area_id": "ofsted-list"}]}  # fmt: skip
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "update.json").write_text(json.dumps(record), encoding="utf-8")
    assert run("build", "--no-starter").exit_code == 0
    assert run("status").stdout.count("https://council.example/plan.pdf: fetch, gone: no longer there (404)") == 2


@pytest.mark.parametrize(
    "arguments", [("compare", "Norfolk"), ("export", "out"), ("status",), ("explain", "norfolk-2020-03-w1")]
)
def test_a_damaged_database_is_told_in_one_line(run, tmp_path, arguments):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "send.db").write_bytes(b"garbage" * 100)
    result = run(*arguments)
    assert result.exit_code == 1
    assert "run sendkb build" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_explain_names_terms_and_rules_of_a_text(run):
    text = "Leaders should make sure that annual reviews of EHC plans are timely."
    found = json.loads(run("explain", text, "--json").stdout)
    assert "annual-reviews" in {rule["theme_id"] for rule in found["rules"]}
    assert all(rule["rule"] and rule["evidence"] in text for rule in found["rules"] if " … " not in rule["evidence"])
    assert any("annual reviews" in term["words"] for term in found["terms"])
    (theme,) = found["themes"]
    assert (theme["theme_id"], theme["basis"]) == ("annual-reviews", "rule")
    assert theme["confidence"] > 0.5
    printed = run("explain", text).stdout
    assert "annual-reviews, by " in printed
    assert f"annual-reviews, {theme['confidence']} by a rule and the model" in printed


def test_explain_looks_a_row_up_by_its_id_and_says_what_is_missing(run):
    assert "run sendkb build" in run("explain", "norfolk-2020-03-w1").stderr
    run("build", "--no-starter")
    result = run("explain", "norfolk-2020-03-w1")
    assert (result.exit_code, "Terms met" in result.stdout) == (0, True)
    missing = run("explain", "norfolk-1999-w1")
    assert missing.exit_code == 1
    assert "no weakness, strength or action has the id norfolk-1999-w1" in missing.stderr


def test_explain_takes_one_word_for_a_text_only_where_told(run):
    assert "inclusion-attendance" in run("explain", "--text", "suspensions").stdout
    empty = run("explain", " ")
    assert empty.exit_code == 2
    assert "nothing to explain" in empty.stderr


def test_status_lists_what_is_missing_of_an_area(built):
    told = built("status", "--missing", "--area", "Barnet").stdout
    assert "Barnet: inspection letter, published 2022-03-24: only its outcome (told no significant weakness)" in told
    assert json.loads(built("status", "--missing", "--area", "Barnet", "--json").stdout)[0]["area_id"] == "barnet"
    assert built("status", "--area", "Barnet").exit_code == 2
