"""The calendar in programs that people use: khal reads the file, and a CalDAV server (Radicale) takes it in and finds its days."""

import datetime
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import icalendar

BINARIES = os.path.dirname(sys.executable)


def starts(text):
    """When the events of a calendar that are not cancelled begin, in order."""
    events = icalendar.Calendar.from_ical(text).walk("VEVENT")
    live = [event.decoded("DTSTART") for event in events if str(event.get("STATUS", "")) != "CANCELLED"]
    return sorted(start.date() if isinstance(start, datetime.datetime) else start for start in live)


def check_khal(folder, text):
    """khal imports the file and lists an event on each of its days."""
    home = folder / "khal"
    (home / "calendar").mkdir(parents=True)
    (home / "config").write_text(
        f"[calendars]\n[[mine]]\npath = {home / 'calendar'}\n[sqlite]\npath = {home / 'khal.db'}\n"
        "[locale]\nlocal_timezone = Europe/Berlin\ndefault_timezone = Europe/Berlin\n"
        "timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
    )
    (home / "plan.ics").write_bytes(text.encode())

    def khal(*args):
        command = [f"{BINARIES}/khal", "--config", str(home / "config"), *args]
        ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
        assert ran.returncode == 0, f"khal {args}: {ran.stdout}\n{ran.stderr}"
        return ran.stdout

    khal("import", "--batch", str(home / "plan.ics"))
    days = starts(text)
    last = days[-1] + datetime.timedelta(days=1)
    listed = khal("list", "--format", "{start-date}|{title}|{cancelled}", "--day-format", "", str(days[0]), str(last))
    shown = [line.split("|") for line in listed.splitlines() if "|" in line]
    assert sorted(day for day, _, cancelled in shown if not cancelled.strip()) == [str(day) for day in days], listed
    assert all(title.endswith(" min for me") for _, title, _ in shown), listed


def check_caldav(folder, text):
    """A CalDAV server takes the file as a calendar, and finds what lies between two days."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "radicale", "--config", "", "--server-hosts", f"127.0.0.1:{port}"]
    command += ["--storage-filesystem-folder", str(folder / "radicale"), "--auth-type", "none", "--rights-type", "owner_only"]

    def ask(method, body, depth="1"):
        headers = {"Content-Type": "text/calendar; charset=utf-8" if method == "PUT" else "application/xml", "Depth": depth}
        headers["Authorization"] = "Basic bWU6bWU="
        request = urllib.request.Request(f"http://127.0.0.1:{port}/me/plan/", body.encode(), headers, method=method)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.read().decode()

    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as served:
        try:
            for _ in range(100):
                try:
                    status, _ = ask("PUT", text)
                    break
                except urllib.error.HTTPError as error:
                    raise AssertionError(f"Radicale refuses the calendar: {error.code} {error.read().decode()}") from error
                except OSError:
                    time.sleep(0.1)
            assert status == 201, status
            days = starts(text)
            middle = days[len(days) // 2]
            span = f'start="{days[0]:%Y%m%d}T000000Z" end="{middle:%Y%m%d}T000000Z"'
            query = (
                '<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><C:calendar-data/></D:prop>'
                f'<C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"><C:time-range {span}/></C:comp-filter>'
                "</C:comp-filter></C:filter></C:calendar-query>"
            )
            status, found = ask("REPORT", query)
            assert status == 207, status
            begun = [datetime.date(int(y), int(m), int(d)) for y, m, d in re.findall(r"DTSTART[^:]*:(\d{4})(\d\d)(\d\d)", found)]
            assert set(day for day in days if day < middle) <= set(begun), (begun, days)
            assert all(day <= middle for day in begun), (begun, middle)
        finally:
            served.terminate()
