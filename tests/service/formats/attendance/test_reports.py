"""What is read of the report of each tool, in each language, however it was saved."""

import codecs
from datetime import date, datetime, time
from time import process_time

import pytest

from analysis.attendance import Window, minutes_present
from analysis.attendees import shown_in
from service.formats.attendance.report import (
    MOST_PEOPLE,
    AttendanceReport,
    read_apart,
    read_attendance_report,
)
from service.formats.tables import TableUnreadable
from surveys.texts import Text
from tests.service.formats.attendance import made_reports as made
from tests.service.formats.made_files import xlsx_bytes

DAY = date(2026, 3, 24)
SESSION = Window(datetime.combine(DAY, time(13)), datetime.combine(DAY, time(15)))


def read(content: str | bytes, day: date | None = None) -> AttendanceReport:
    given = content.encode() if isinstance(content, str) else content
    return read_attendance_report("report.csv", given, day=day)


def said(report: AttendanceReport) -> list[str]:
    """Return what somebody should know of how it was read; in French it is said as well."""
    assert all(note.fr for note in report.notes)
    return [note.en for note in report.notes]


def minutes(report: AttendanceReport) -> dict[str, float | None]:
    """Return how long each name and address was there."""
    return {
        f"{each.name} {each.email}".strip(): minutes_present(each.presences, report.meeting)
        for each in shown_in(report.presences)
    }


def test_a_zoom_meeting_without_and_with_the_meeting_above_it() -> None:
    alone, under = (
        read(made.ZOOM + made.ZOOM_ROWS),
        read(made.ZOOM_MEETING + made.ZOOM + made.ZOOM_ROWS),
    )

    assert (alone.tool, alone.meeting) == ("Zoom", None)
    assert minutes(alone) == {
        "zoe (Zoé Tremblay) zoe@example.org": 50,
        "Zoé Tremblay zoe@example.org": 95,
        "Roy, Luc": 90,
    }
    assert (under.tool, under.meeting) == ("Zoom", SESSION)
    assert minutes(under) == {
        "zoe (Zoé Tremblay) zoe@example.org": 40,
        "Zoé Tremblay zoe@example.org": 90,
        "Roy, Luc": 90,
    }


def test_who_only_waited_was_not_there() -> None:
    report = read(made.ZOOM_FRENCH)

    assert minutes(report) == {"Zoé Tremblay zoe@example.org": 120, "Luc Roy": 90}
    assert said(report) == ["Lines left out, being of the waiting room: 1."]


def test_a_webinar_has_hosts_panelists_attendees_and_telephones() -> None:
    report = read(made.WEBINAR)

    assert report.meeting == Window(SESSION.start, datetime.combine(DAY, time(14)))
    assert minutes(report) == {
        "Animation h@example.org": 60,
        "Panéliste p@example.org": 60,
        "zozo zoe@example.org": 60,
        "Ève eve@example.org": None,  # attended; nobody knows how long
        "14385550100": 30,
    }
    assert report.presences[2].also == ("Zoé Tremblay",)
    assert said(report) == ["Lines of people who registered and did not come: 1."]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig", "utf-8"])
def test_teams_activities_come_before_first_and_last(encoding: str) -> None:
    report = read(made.TEAMS.encode(encoding))

    assert (report.tool, report.meeting) == ("Teams", SESSION)
    assert minutes(report) == {
        "Zoé Tremblay zoe@example.org": 90,
        "Luc Roy (Unverified)": 62.5,  # in between he was away
        "Ève Lê": 90,
    }
    assert report.presences[-1].start == SESSION.start


def test_teams_in_french_reads_the_same() -> None:
    report = read(made.TEAMS_FRENCH.encode("utf-16"))

    assert (report.tool, report.meeting) == ("Teams", SESSION)
    assert minutes(report) == {
        "Zoé Tremblay zoe@example.org": 90,
        "Luc Roy (Non vérifié)": 62.5,
    }


def test_teams_of_2021_has_one_row_a_person_who_may_have_been_away() -> None:
    report = read(made.TEAMS_2021.encode("utf-16"))

    assert (report.tool, report.meeting) == ("Teams", SESSION)
    assert minutes(report) == {"Zoé Tremblay zoe@example.org": 90, "Luc Roy (Guest)": 30.18}


def test_headers_may_say_the_time_zone() -> None:
    headers = "Name (Original Name),Join Time (UTC-05:00),Leave Time (UTC-05:00),Duration (Minutes)"
    report = read(f"{headers}\r\nZoé,03/24/2026 01:00:00 PM,03/24/2026 03:00:00 PM,120\r\n")

    assert report.presences[0].start == SESSION.start


def test_who_is_not_seen_to_leave_a_teams_list_was_there_to_the_end_of_it() -> None:
    assert minutes(read(made.TEAMS_LIST.encode("utf-16"))) == {"Zoé Tremblay": 70, "Luc Roy": 80}


def test_an_old_teams_list_in_french_is_read() -> None:
    assert minutes(read(made.TEAMS_LIST_FRENCH)) == {"Zoé Tremblay": 40, "Luc Roy": 80}


@pytest.mark.parametrize("text", [made.BIGBLUEBUTTON, made.BIGBLUEBUTTON_FRENCH])
def test_bigbluebutton_says_how_long_and_answers_without_a_name_are_nobody(text: str) -> None:
    report = read(text)

    assert report.tool == "BigBlueButton"
    assert minutes(report) == {"Zoé Tremblay": 90, "Luc Roy": 60}
    assert report.presences[0].start is None  # she left and came back: when is unknown
    assert report.unreadable == ()


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        (made.ZOOM_MEETING + made.ZOOM + made.ZOOM_ROWS, ","),
        (made.ZOOM_FRENCH, ";"),
        (made.WEBINAR, ","),
        (made.TEAMS, "\t"),
        (made.TEAMS_FRENCH, "\t"),
        (made.TEAMS_LIST, "\t"),
        (made.BIGBLUEBUTTON, ","),
    ],
)
def test_every_report_reads_alike_as_a_workbook_and_with_any_delimiter(
    text: str, delimiter: str
) -> None:
    rows = made.cells(text, delimiter)
    plain = read(text)

    for content in (xlsx_bytes(rows), *(made.delimited(rows, each).encode() for each in ",;\t|")):
        again = read(content)
        assert (again.tool, again.presences) == (plain.tool, plain.presences)
        assert again.meeting == plain.meeting


def test_moments_that_a_workbook_holds_as_moments_are_taken() -> None:
    report = read(
        xlsx_bytes(
            [
                [
                    "Name (Original Name)",
                    "User Email",
                    "Join Time",
                    "Leave Time",
                    "Duration (Minutes)",
                ],
                ["Zoé", "", datetime(2026, 3, 4, 13), datetime(2026, 3, 4, 14), 60],
            ]
        )
    )

    assert report.presences[0].end == datetime(2026, 3, 4, 14)


@pytest.mark.parametrize(
    ("first", "second", "day", "start"),
    [
        ("03/24/2026 1:00 PM", "03/24/2026 2:00 PM", None, datetime(2026, 3, 24, 13)),
        ("24/03/2026 13:00", "24/03/2026 14:00", None, datetime(2026, 3, 24, 13)),
        ("2026-03-04 13:00:00", "2026-03-04 14:00:00", None, datetime(2026, 3, 4, 13)),
        ("04.03.26, 13:00:00", "04.03.26, 14:00:00", None, datetime(2026, 3, 4, 13)),
        ("4 mars 2026 13 h 00", "4 mars 2026 14 h 00", None, datetime(2026, 3, 4, 13)),
        ("Mar 4, 2026 1:00 PM", "Mar 4, 2026 2:00 PM", None, datetime(2026, 3, 4, 13)),
        ("04/03/2026 13:00", "04/03/2026 14:00", date(2026, 3, 4), datetime(2026, 3, 4, 13)),
        ("04/03/2026 13:00", "04/03/2026 14:00", date(2026, 4, 3), datetime(2026, 4, 3, 13)),
        ("04/03/2026 13:00", "04/03/2026 14:00", None, datetime(2026, 4, 3, 13)),
        ("3/4/26, 12:30:00\u202fAM", "3/4/26, 1:00:00\u202fAM", None, datetime(2026, 3, 4, 0, 30)),
    ],
)
def test_days_are_read_as_all_rows_and_the_day_of_the_session_decide(
    first: str, second: str, day: date | None, start: datetime
) -> None:
    report = read(made.ZOOM + f'Zoé,,"{first}","{second}",60,Yes\r\n', day)

    assert report.presences[0].start == start


def test_one_row_decides_for_all_and_a_guess_is_said() -> None:
    rows = "Zoé,,04/03/2026 13:00,04/03/2026 14:00,60,Yes\r\n"
    sure = read(made.ZOOM + rows + "Luc,,24/03/2026 13:00,24/03/2026 14:00,60,Yes\r\n")
    guess = read(made.ZOOM + rows)
    french = read(
        "Nom (nom original),Heure d’arrivée,Heure de départ,Durée (minutes)\r\n"
        "Zoé,04/03/2026 13:00,04/03/2026 14:00,60\r\n"
    )

    assert (sure.presences[0].start, sure.notes) == (datetime(2026, 3, 4, 13), ())
    assert said(guess) == ["Dates are read as month/day/year: nothing in the file tells."]
    assert french.presences[0].start == datetime(2026, 3, 4, 13)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Zoé,,yesterday,03/24/2026 01:00 PM,60,", "“yesterday” is not a day and a time"),
        ("Zoé,,,,,Yes", "it says neither when nor how long"),
        ("Zoé,,03/24/2026 01:00 PM,,,Yes", "it says when somebody came, neither when they left"),
        ("Zoé,,,03/24/2026 01:00 PM,,Yes", "it says when somebody left, not when they came"),
        (
            "Zoé,,03/24/2026 02:00 PM,03/24/2026 01:00 PM,,Yes",
            "it ends before it starts",
        ),
        ("Zoé,,,,an hour or so,Yes", "“an hour or so” is not a duration"),
        (",z@example.org,,,5,Yes", "it has no name"),
        (f"{'x' * 300},,,,5,Yes", "its name has 300 characters"),
        ("Tremblay, Zoé,z@example.org,03/24/2026 01:00 PM,03/24/2026 02:00 PM,60,Yes", "is not"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_read_is_told_with_its_line(row: str, reason: str) -> None:
    report = read(made.ZOOM + made.ZOOM_ROWS + row + "\r\n")

    ((line, told),) = report.unreadable
    assert (line, len(report.presences)) == (5, 3)
    assert reason in told.en
    assert told.fr


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("Zoé,,03/24/2026 01:00 PM,,60,Yes", 60),
        ("Zoé,,,03/24/2026 01:00 PM,60,Yes", 60),
        ("Zoé,,,,1:02:30,Yes", 62.5),
        ("Zoé,,03/24/2026 02:00 PM,03/24/2026 01:00 PM,7,Yes", 7),
        ("Zoé,,--,--,\"12,5\",Yes", 12.5),
    ],
)  # fmt: skip
def test_a_row_is_read_from_whatever_it_says(row: str, expected: float) -> None:
    assert minutes(read(made.ZOOM + row + "\r\n")) == {"Zoé": expected}


def test_a_meeting_nobody_was_in_does_not_cut_everybody_away() -> None:
    elsewhere = made.ZOOM_MEETING.replace("03/24/2026", "03/25/2026")
    report = read(elsewhere + made.ZOOM + made.ZOOM_ROWS)

    assert report.meeting is None
    assert "all time counts" in said(report)[0]


def test_all_people_of_a_list_by_total_duration_are_read() -> None:
    report = read("Name (original name),Email,Total duration (minutes),Guest\nZoé,z@e.org,61,No\n")

    assert minutes(report) == {"Zoé z@e.org": 61}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "it is empty"),
        (b"a,b\n1,2\n", "it is not an attendance report of Zoom, Teams or BigBlueButton"),
        (b"\x89PNG\r\n\0\0\0\rIHDR\0\0", "not a text file"),
        (made.ZOOM.encode(), "it is a report of Zoom, but nobody is in it"),
        (b"PK\x03\x04rubbish", "it is damaged"),
        (codecs.BOM_UTF8 + b"Name\xff", "it says it is utf-8-sig, but is not"),
        ((made.ZOOM + '"never closed,1\n').encode(), "the record that begins at line 2"),
        ((made.ZOOM + "x" * 2_000_000).encode(), "so this is not a table"),
    ],
)
def test_what_is_no_report_is_refused_in_a_sentence(content: bytes, reason: str) -> None:
    with pytest.raises(TableUnreadable, match=r"report\.csv: ") as refused:
        read(content)

    assert reason in str(refused.value)
    told = read_apart(("report.csv", content, None), None)
    assert isinstance(told, Text)
    assert told.en == str(refused.value)


def test_another_process_returns_the_report() -> None:
    content = (made.ZOOM + made.ZOOM_ROWS).encode()

    assert read_apart(("report.csv", content, None), None) == read(content)


def test_formulas_are_text_or_refused_and_what_nobody_sees_is_gone() -> None:
    row = "=HYPERLINK(1)\x1b[31m\u202eé,,03/24/2026 01:00 PM,03/24/2026 02:00 PM,60,Yes\r\n"
    name = read(made.ZOOM + row).presences[0].name
    workbook = xlsx_bytes([["Name (Original Name)", "Duration (Minutes)"], ["Zoé", 5], ["=1+1", 5]])

    assert name == "=HYPERLINK(1) [31m é"
    assert read(workbook).unreadable[0].line == 3


def test_a_few_stray_nuls_cost_nobody() -> None:
    text = made.ZOOM + made.ZOOM_ROWS.replace("Luc", "L\0uc")
    report = read(text)

    assert report.presences[-1].name == "Roy, Luc"
    assert said(report)[0] == "NUL bytes left out: 1."


def test_windows_1252_is_read_and_said() -> None:
    report = read(made.ZOOM_FRENCH.encode("cp1252"))

    assert report.presences[0].name == "Zoé Tremblay"
    assert "Windows-1252" in said(report)[0]


def test_a_huge_report_is_read_within_seconds_and_one_of_a_crowd_is_refused() -> None:
    def rows(people: int, lines: int) -> str:
        return "".join(
            f"P {i % people},p{i % people}@example.org,03/24/2026 01:{i % 60:02}:00 PM,"
            f"03/24/2026 02:{i % 59:02}:00 PM,60,Yes\r\n"
            for i in range(lines)
        )

    began = process_time()
    assert len(read(made.ZOOM + rows(5_000, 199_000)).presences) == 199_000
    assert process_time() - began < 15  # 4 as measured
    with pytest.raises(TableUnreadable, match=f"more than {MOST_PEOPLE} people"):
        read(made.ZOOM + rows(MOST_PEOPLE + 1, MOST_PEOPLE + 1))
