"""Reads the files of the program with libraries of others, and compares what they found with what it said."""

import json
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

import csvw
import icalendar
import jsonschema
import pyrage

import calendars

PROGRAM = sys.argv[1]
ROOT = Path(__file__).resolve().parents[2]


def run(data, *args, given=""):
    """Runs the program on a data folder; it has to say that all is well."""
    command = [PROGRAM, "--data", str(data), "--today", "2026-03-20", *map(str, args)]
    ran = subprocess.run(command, input=given, capture_output=True, text=True, check=False, timeout=60)
    assert ran.returncode == 0, f"{args}: {ran.returncode}\n{ran.stdout}\n{ran.stderr}"
    return ran.stdout


def check_archive(folder, data):
    """The archive follows its schema, and comes back as it was."""
    first, second = folder / "first.json", folder / "second.json"
    run(data, "backup", first)
    archive = json.loads(first.read_text())
    schema = json.loads((ROOT / "schemas/archive.json").read_text())
    jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).validate(archive)
    assert sum(archive["counts"].values()) == len(archive["entries"]) > 100
    run(folder / "other", "restore", first)
    run(folder / "other", "backup", second)
    assert first.read_bytes() == second.read_bytes()


def check_lock(folder, data):
    """What is locked here opens elsewhere, and what is locked elsewhere opens here."""
    phrase, plain = folder / "phrase", folder / "plain.json"
    phrase.write_text("correct horse battery\n")
    run(data, "backup", plain)
    run(data, "backup", folder / "ours.age", "--lock", "--pass-phrase-file", phrase)
    opened = pyrage.passphrase.decrypt((folder / "ours.age").read_bytes(), "correct horse battery")
    assert opened == plain.read_bytes()
    theirs = folder / "theirs.age"
    theirs.write_bytes(pyrage.passphrase.encrypt(opened, "correct horse battery"))
    said = run(data, "verify", theirs, "--pass-phrase-file", phrase)
    assert said.startswith("Backup checked: "), said


def check_tables(folder, data):
    """Each table is as its description says, and is taken in elsewhere as it was."""
    one, other = folder / "one", folder / "two"
    run(data, "export", "csv", one)
    for name in ["diary", "sessions", "plan"]:
        described = csvw.CSVW(str(one / f"{name}.csv"), md_url=str(one / f"{name}.csv-metadata.json"), validate=True)
        assert described.is_valid, (name, [str(warning.message) for warning in described.warnings])
    run(folder / "third", "import", "csv", one)
    run(folder / "third", "export", "csv", other)
    for name in ["diary.csv", "sessions.csv", "plan.csv"]:
        assert (one / name).read_bytes() == (other / name).read_bytes(), name


def check_calendar(text):
    """A calendar that a library reads, with unique ids, short lines, floating times and no word about health."""
    assert all(len(line) <= 75 for line in text.encode().split(b"\r\n"))
    calendar = icalendar.Calendar.from_ical(text)
    events = calendar.walk("VEVENT")
    assert len(events) > 10 and not [event.errors for event in events if event.errors]
    assert len({str(event["UID"]) for event in events}) == len(events)
    for event in events:
        assert str(event["SUMMARY"]).endswith(" min for me"), event["SUMMARY"]
        start = event.decoded("DTSTART")
        assert getattr(start, "tzinfo", None) is None
        assert event["CLASS"] == "PRIVATE" and event["TRANSP"] == "TRANSPARENT"
        assert event.decoded("DTSTAMP").tzinfo is not None


def feed():
    """The calendar of the made-up person, as another program on this machine reads it."""
    with subprocess.Popen([PROGRAM, "demo", "--no-open"], stdout=subprocess.PIPE, text=True) as served:
        try:
            address = served.stdout.readline().split(" is at ")[1].strip()
            with urllib.request.urlopen(address.rstrip("/") + "/calendar.ics", timeout=30) as answer:
                assert answer.headers["Content-Type"].startswith("text/calendar")
                return answer.read().decode()
        finally:
            served.terminate()


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data = folder / "data"
        diary = ROOT / "crates/app/tests/diaries/two_kinds"
        techniques = ["--map", "ball=sm_gmed_ball_wall", "--map", "heat=pro_swedish"]
        run(data, "import", "csv", diary, *techniques)
        check_archive(folder, data)
        check_lock(folder, data)
        check_tables(folder, data)
        text = feed()
        check_calendar(text)
        calendars.check_khal(folder, text)
        calendars.check_caldav(folder, text)
    print("archive, lock, tables and calendar: read by jsonschema, pyrage, csvw, icalendar, khal and Radicale")


main()
