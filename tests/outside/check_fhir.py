"""Reads the FHIR files of the program with fhir.resources, resource by resource, and compares what came back."""

import json
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

from fhir.resources.R4B import get_fhir_model_class

PROGRAM = sys.argv[1]
ROOT = Path(__file__).resolve().parents[2]
EVERYTHING = ROOT / "crates/exchange/tests/questionnaires/everything.json"
WANTED = {"Patient", "Condition", "Observation", "Procedure", "CarePlan", "Goal", "QuestionnaireResponse", "Provenance", "Device"}


def run(data, *args, given=""):
    """Runs the program on a data folder; it has to say that all is well."""
    command = [PROGRAM, "--data", str(data), "--today", "2026-03-20", *map(str, args)]
    ran = subprocess.run(command, input=given, capture_output=True, text=True, check=False, timeout=60)
    assert ran.returncode == 0, f"{args}: {ran.returncode}\n{ran.stdout}\n{ran.stderr}"
    return ran.stdout


def validate(text):
    """Every resource by itself and the Bundle as a whole; what the library writes back is what it read."""
    bundle = json.loads(text)
    assert bundle["type"] == "collection"
    kinds = {}
    for entry in bundle["entry"]:
        resource = entry["resource"]
        kind = resource["resourceType"]
        read = get_fhir_model_class(kind).model_validate(resource)
        assert same(json.loads(read.model_dump_json()), resource), (kind, entry["fullUrl"])
        kinds[kind] = kinds.get(kind, 0) + 1
    get_fhir_model_class("Bundle").model_validate(bundle)
    urls = [entry["fullUrl"] for entry in bundle["entry"]]
    assert len(set(urls)) == len(urls)
    for reference in references(bundle):
        assert reference in urls, reference
    return kinds


def same(one, other):
    """Whether two values are equal; the library writes moments in its own way, so they are compared as far as the day."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, str) and isinstance(other, str) and len(other) > 10 and other[4:5] == "-" and "T" in other:
        return one[:10] == other[:10]
    return one == other or str(one) == str(other)


def references(value):
    if isinstance(value, dict):
        if isinstance(value.get("reference"), str):
            yield value["reference"]
        for inner in value.values():
            yield from references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner)


def demo():
    """The record of the made-up person, as a browser saves it."""
    with subprocess.Popen([PROGRAM, "demo", "--no-open"], stdout=subprocess.PIPE, text=True) as served:
        try:
            address = served.stdout.readline().split(" is at ")[1].strip().rstrip("/")
            with urllib.request.urlopen(f"{address}/data/fhir.json?notes=yes&safety=yes", timeout=60) as answer:
                assert answer.headers["Content-Type"].startswith("application/fhir+json")
                return answer.read().decode()
        finally:
            served.terminate()


def filled(data):
    """A journal with a questionnaire that was filled in, soreness and ratings."""
    run(data, "import", "csv", ROOT / "crates/app/tests/diaries/two_kinds", "--map", "ball=sm_gmed_ball_wall", "--map", "heat=pro_swedish")
    run(data, "questionnaire", "add", EVERYTHING, "--better", "lower")
    run(data, "questionnaire", "fill", given="3\nthe bag\n2\nno\n12\n4.5\n2026-03-01\n1 3\na note\n")
    run(data, "log", "soreness", "--score", "3", "--hours", "20")
    run(data, "log", "check-in", "--interference", "4", "--pain", "5", "--flare", "--note", "slept badly")


def main():
    get_fhir_model_class("Questionnaire").model_validate(json.loads(EVERYTHING.read_text()))
    get_fhir_model_class("CodeSystem").model_validate(json.loads((ROOT / "schemas/fhir-codes.json").read_text()))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data, other = folder / "data", folder / "other"
        filled(data)
        first, second = folder / "first.json", folder / "second.json"
        run(data, "export", "fhir", first, "--notes")
        assert validate(first.read_text())["QuestionnaireResponse"] == 1
        run(other, "questionnaire", "add", EVERYTHING, "--better", "lower")
        run(other, "import", "fhir", first, "--mine")
        run(other, "export", "fhir", second, "--notes")
        validate(second.read_text())
        held = lambda path: [
            {key: value for key, value in entry["resource"].items() if key not in ("subject", "performer", "author", "source", "partOf")}
            for entry in json.loads(path.read_text())["entry"]
            if entry["resource"]["resourceType"] in ("Observation", "QuestionnaireResponse") and "identifier" in entry["resource"]
        ]
        assert held(first) == held(second)
        sample = validate(demo())
        missing = WANTED - sample.keys() - {"QuestionnaireResponse"}
        assert not missing, missing
    print("FHIR: every resource read by fhir.resources", dict(sorted(sample.items())))


main()
