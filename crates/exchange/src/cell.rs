//! What stands in one cell: scores, numbers, days and times. Empty is always "not answered".

use domain::entry::{InvalidNrsScore, NrsScore};
use jiff::civil::Date;

/// What is wrong with a cell, and how to mend it.
pub(crate) type Wrong = (String, &'static str);

/// The first and the last year that a day may have: what is outside is a slip of the pen.
pub(crate) const YEARS: std::ops::RangeInclusive<i16> = 1950..=2200;

/// A score from 0 to 10. Spreadsheets may write 4 as 4.0 or 4,0.
pub(crate) fn score(cell: &str) -> Result<Option<NrsScore>, Wrong> {
    const MEND: &str = "write a whole number from 0 to 10, or leave it empty";
    if cell.is_empty() {
        return Ok(None);
    }
    match whole(cell).parse() {
        Ok(score) => Ok(Some(score)),
        Err(InvalidNrsScore::OffScale(score)) => Err((format!("{score} is outside 0 to 10"), MEND)),
        Err(InvalidNrsScore::NotWhole(_)) => match number(cell) {
            Ok(Some(number)) if !(0.0..=10.0).contains(&number) => {
                Err((format!("{} is outside 0 to 10", super::problem::shown(cell)), MEND))
            }
            _ => Err((not(cell, "a whole number from 0 to 10"), MEND)),
        },
    }
}

/// How many, up to `most`.
pub(crate) fn count(cell: &str, most: u32) -> Result<Option<u32>, Wrong> {
    if cell.is_empty() {
        return Ok(None);
    }
    match whole(cell).parse::<u32>() {
        Ok(count) if count <= most => Ok(Some(count)),
        Ok(count) => Err((format!("{count} is more than {most}"), "write how many, or leave it empty")),
        Err(_) => Err((not(cell, "a whole number"), "write how many, or leave it empty")),
    }
}

/// A number with `.` or `,` before its decimals.
pub(crate) fn number(cell: &str) -> Result<Option<f64>, Wrong> {
    const MEND: &str = "write digits, such as 0.45, or leave it empty";
    if cell.is_empty() {
        return Ok(None);
    }
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    // Neither `1e400` nor `inf`, and no marks between thousands: which mark would be which is a guess.
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b',')
        && digits.bytes().filter(|byte| !byte.is_ascii_digit()).count() <= 1
        && digits.len() <= 20;
    let parsed = if plain { cell.replace(',', ".").parse::<f64>().ok() } else { None };
    parsed.filter(|number| number.is_finite()).map(Some).ok_or_else(|| (not(cell, "a number"), MEND))
}

/// How a file writes days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dates {
    /// 2026-03-01, and nothing else.
    #[default]
    Iso,
    /// 2026-03-01 or 2026/3/1.
    YearFirst,
    /// 1.3.2026 or 01/03/26; also with the year first.
    DayFirst,
    /// 3/1/2026 or 03-01-26; also with the year first.
    MonthFirst,
}

impl Dates {
    /// A day as the file writes it, in the form of [`day`].
    fn iso(self, cell: &str) -> Option<String> {
        let parts: Vec<&str> = cell.split(['.', '/', '-']).map(str::trim).collect();
        let [one, two, three] = parts.as_slice() else { return None };
        let (year, month, day) = match self {
            Self::Iso => return None,
            _ if one.len() == 4 => (one, two, three),
            Self::YearFirst => return None,
            Self::DayFirst => (three, two, one),
            Self::MonthFirst => (three, one, two),
        };
        let is_short =
            |part: &str| matches!(part.len(), 1 | 2) && part.bytes().all(|byte| byte.is_ascii_digit());
        if !is_short(month) || !is_short(day) {
            return None;
        }
        // Nobody had a pain diary of the last century in two digits.
        let year = if is_short(year) && year.len() == 2 { format!("20{year}") } else { (*year).to_owned() };
        Some(format!("{year}-{month:0>2}-{day:0>2}"))
    }

    /// The words for a day that cannot be read.
    fn mend(self) -> &'static str {
        match self {
            Self::Iso | Self::YearFirst => "write the day as YYYY-MM-DD, such as 2026-03-01",
            Self::DayFirst => "write the day as 31.03.2026 or 2026-03-31, the same in each row",
            Self::MonthFirst => "write the day as 03/31/2026 or 2026-03-31, the same in each row",
        }
    }
}

/// A day as a file of another program writes it.
pub(crate) fn day_as(cell: &str, dates: Dates) -> Result<Date, Wrong> {
    if dates == Dates::Iso {
        return day(cell);
    }
    let iso = dates.iso(cell);
    let read = day(iso.as_deref().unwrap_or(cell));
    read.map_err(|(what, _)| {
        (if cell.is_empty() { what } else { not(cell, "a day of the calendar") }, dates.mend())
    })
}

/// A day, with a time or not, as a file of another program writes it.
pub(crate) fn moment_as(cell: &str, dates: Dates) -> Result<(Date, Option<f64>), Wrong> {
    if dates == Dates::Iso {
        return moment(cell);
    }
    let (date, rest) = cell.split_at(cell.find(['T', 't', ' ', ',']).unwrap_or(cell.len()));
    let iso = dates.iso(date).unwrap_or_else(|| date.to_owned());
    let time = rest.trim_start_matches(['T', 't', ' ', ',']);
    // Half past eight as 8:30.
    let zero = if time.as_bytes().get(1) == Some(&b':') { "0" } else { "" };
    let text = if time.is_empty() { iso } else { format!("{iso}T{zero}{time}") };
    moment(&text).map_err(|(_, mend)| (not(cell, "a day with or without a time"), mend))
}

/// A day of the calendar as YYYY-MM-DD.
pub(crate) fn day(cell: &str) -> Result<Date, Wrong> {
    const MEND: &str = "write the day as YYYY-MM-DD, such as 2026-03-01";
    let parts: Vec<&str> = cell.split('-').collect();
    let date = match parts.as_slice() {
        [year, month, day] if year.len() == 4 && month.len() == 2 && day.len() == 2 => {
            let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
            let parsed = (year.parse().ok(), month.parse().ok(), day.parse().ok());
            match parsed {
                (Some(year), Some(month), Some(day)) if digits(cell.replace('-', "").as_str()) => {
                    Date::new(year, month, day).ok()
                }
                _ => None,
            }
        }
        _ => None,
    };
    match date {
        Some(date) if YEARS.contains(&date.year()) => Ok(date),
        Some(_) => Err((format!("{cell} is not between {} and {}", YEARS.start(), YEARS.end()), MEND)),
        None if cell.is_empty() => Err(("it is empty".to_owned(), MEND)),
        None => Err((not(cell, "a day of the calendar"), MEND)),
    }
}

/// A time on the clock as a part of the day, such as 0.85 for 20:24. With seconds or without.
pub(crate) fn clock(cell: &str) -> Result<Option<f64>, Wrong> {
    const MEND: &str = "write the time as HH:MM, such as 20:24, or leave it empty";
    if cell.is_empty() {
        return Ok(None);
    }
    // Parts of a second play no role.
    let seconds_end = cell.find('.').unwrap_or(cell.len());
    let (time, fraction) = cell.split_at(seconds_end);
    let parts: Vec<Option<u32>> = time.split(':').map(two_digits).collect();
    let (hours, minutes, seconds) = match parts.as_slice() {
        [Some(hours), Some(minutes)] if fraction.is_empty() => (*hours, *minutes, 0),
        [Some(hours), Some(minutes), Some(seconds)]
            if fraction.bytes().skip(1).all(|byte| byte.is_ascii_digit()) =>
        {
            (*hours, *minutes, *seconds)
        }
        _ => return Err((not(cell, "a time"), MEND)),
    };
    if hours > 23 || minutes > 59 || seconds > 59 {
        return Err((not(cell, "a time between 00:00 and 23:59"), MEND));
    }
    Ok(Some(f64::from(hours * 3600 + minutes * 60 + seconds) / 86_400.0))
}

/// A day, with or without a time on the wall's clock; an offset is read over, because people live by the wall clock.
pub(crate) fn moment(cell: &str) -> Result<(Date, Option<f64>), Wrong> {
    const MEND: &str = "write the start as YYYY-MM-DDTHH:MM, such as 2026-03-01T12:00";
    let (date, rest) = match cell.find(['T', 't', ' ']) {
        Some(place) => (cell.get(..place).unwrap_or_default(), cell.get(place + 1..).unwrap_or_default()),
        None => (cell, ""),
    };
    if date.is_empty() && !cell.is_empty() {
        return Err((not(cell, "a start"), MEND));
    }
    let date = day(date).map_err(|(what, _)| (what, MEND))?;
    let zone = rest.find(['Z', 'z', '+', '-', '[']).unwrap_or(rest.len());
    let (time, zone) = rest.split_at(zone);
    if !is_offset(zone) || (rest.is_empty() && date.to_string().len() != cell.len()) {
        return Err((not(cell, "a start"), MEND));
    }
    let time = clock(time.trim()).map_err(|(what, _)| (what, MEND))?;
    Ok((date, time))
}

/// Whether this is `Z`, `+01:00`, `+0100`, `+01`, with or without a place such as `[Europe/Berlin]`, or nothing.
fn is_offset(text: &str) -> bool {
    let offset = match text.split_once('[') {
        Some((before, place)) if place.ends_with(']') && place.len() < 60 => before,
        Some(_) => return false,
        None => text,
    };
    if matches!(offset, "" | "Z" | "z") {
        return true;
    }
    let digits = offset.strip_prefix(['+', '-']).unwrap_or_default();
    let parts: Vec<Option<u32>> = match digits.len() {
        4 => vec![digits.get(..2).and_then(two_digits), digits.get(2..).and_then(two_digits)],
        _ => digits.split(':').map(two_digits).collect(),
    };
    matches!(parts.as_slice(), [Some(0..=18)] | [Some(0..=18), Some(0..=59)])
}

/// Yes or no.
pub(crate) fn yes_or_no(cell: &str) -> Result<Option<bool>, Wrong> {
    match cell.to_ascii_lowercase().as_str() {
        "" => Ok(None),
        "1" | "1.0" | "1,0" | "yes" | "true" => Ok(Some(true)),
        "0" | "0.0" | "0,0" | "no" | "false" => Ok(Some(false)),
        _ => Err((not(cell, "0 or 1"), "write 1 for yes and 0 for no")),
    }
}

/// A whole number without the zeros that spreadsheets put behind it.
fn whole(cell: &str) -> &str {
    match cell.split_once(['.', ',']) {
        Some((whole, zeros)) if !zeros.is_empty() && zeros.bytes().all(|byte| byte == b'0') => whole,
        _ => cell,
    }
}

fn two_digits(text: &str) -> Option<u32> {
    if text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

fn not(cell: &str, what: &str) -> String {
    format!("`{}` is not {what}", super::problem::shown(cell))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_score_is_whole_and_on_the_scale() {
        let points = |cell: &str| score(cell).map(|score| score.map(NrsScore::points));
        assert_eq!([points("0"), points("10"), points("")], [Ok(Some(0)), Ok(Some(10)), Ok(None)]);
        assert_eq!([points("4.0"), points("4,00"), points("+4")], [Ok(Some(4)), Ok(Some(4)), Ok(Some(4))]);
        for (cell, what) in [
            ("11", "11 is outside 0 to 10"),
            ("-1", "-1 is outside 0 to 10"),
            ("10.5", "10.5 is outside 0 to 10"),
            ("4000", "4000 is outside 0 to 10"),
            ("4.5", "`4.5` is not a whole number from 0 to 10"),
            ("NA", "`NA` is not a whole number from 0 to 10"),
            ("=1+1", "`=1+1` is not a whole number from 0 to 10"),
            ("4.", "`4.` is not a whole number from 0 to 10"),
        ] {
            assert_eq!(score(cell).unwrap_err().0, what);
        }
    }

    #[test]
    fn a_number_may_have_a_point_or_a_comma() {
        assert_eq!(
            [number("0.45"), number("0,45"), number("-2")],
            [Ok(Some(0.45)), Ok(Some(0.45)), Ok(Some(-2.0))]
        );
        for cell in ["1.000,5", "1e5", "nan", "inf", "45%", ".", "123456789012345678901"] {
            assert!(number(cell).is_err(), "{cell}");
        }
    }

    #[test]
    fn a_day_is_written_one_way() {
        assert_eq!(day("2026-03-01"), Ok(date(2026, 3, 1)));
        for cell in ["01.03.2026", "2026-3-1", "2026-02-30", "20260301", "2026-03-01T00:00", "", "+026-03-01"]
        {
            assert!(day(cell).is_err(), "{cell}");
        }
        assert_eq!(day("0026-03-01").unwrap_err().0, "0026-03-01 is not between 1950 and 2200");
    }

    #[test]
    fn a_start_has_a_time_or_not_and_an_offset_or_not() {
        let noon = Ok((date(2026, 3, 1), Some(0.5)));
        for cell in [
            "2026-03-01T12:00",
            "2026-03-01 12:00",
            "2026-03-01T12:00:00",
            "2026-03-01T12:00:00.123",
            "2026-03-01T12:00Z",
            "2026-03-01T12:00:00+01:00",
            "2026-03-01T12:00:00-0500",
            "2026-03-01T12:00:00+01:00[Europe/Berlin]",
        ] {
            assert_eq!(moment(cell), noon, "{cell}");
        }
        assert_eq!(moment("2026-03-01"), Ok((date(2026, 3, 1), None)));
        for cell in
            ["", "2026-03-01T24:00", "2026-03-01T12", "2026-03-01T12:00+1", "2026-03-01T12:00 x", "12:00"]
        {
            assert!(moment(cell).is_err(), "{cell}");
        }
        assert_eq!(moment("T12:00").unwrap_err().0, "`T12:00` is not a start");
    }

    #[test]
    fn a_time_is_a_part_of_the_day() {
        assert_eq!([clock("20:24"), clock("00:00:00"), clock("")], [Ok(Some(0.85)), Ok(Some(0.0)), Ok(None)]);
        for cell in ["24:00", "8:30", "20:60", "20:24:60", "evening"] {
            assert!(clock(cell).is_err(), "{cell}");
        }
    }
}
