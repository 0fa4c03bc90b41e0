//! What can be wrong with the place where the journal lives, and what a person then reads: with the real program.

#![expect(clippy::unwrap_used, reason = "helpers of tests may unwrap as tests do")]

mod program;

use journal::{Journal, SqliteJournal};
use program::{Ran, run};
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Answers to the first pages, up to the page after the age.
const ANSWERS: &str = "none\nnone\n40\n";

fn ask(data: &Path, answers: &str) -> Ran {
    run(&["--data", data.to_str().unwrap(), "ask"], answers.as_bytes())
}

/// A data folder with a journal of 3 answers, closed in good order.
fn filled() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let ran = ask(folder.path(), ANSWERS);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let file = folder.path().join("journal.db");
    assert_eq!(entries(&file), 3);
    (folder, file)
}

/// How many entries the journal holds, of everyone in it.
fn entries(file: &Path) -> u64 {
    let journal = SqliteJournal::open(file).unwrap();
    let persons = journal.persons().unwrap();
    persons.iter().map(|person| journal.count(*person).unwrap()).sum()
}

/// Every file under a folder with its bytes; a folder has none.
fn bytes(folder: &Path) -> BTreeMap<PathBuf, Option<Vec<u8>>> {
    let mut found = BTreeMap::new();
    for file in fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()) {
        if file.is_dir() {
            found.extend(bytes(&file));
            found.insert(file, None);
        } else {
            let content = fs::read(&file).unwrap();
            found.insert(file, Some(content));
        }
    }
    found
}

/// Runs the interview on a folder that has to be refused: no question is asked and not one byte changes.
fn refused(data: &Path) -> String {
    let before = bytes(data);
    let ran = ask(data, ANSWERS);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert_eq!(ran.out, "", "nothing is asked");
    assert!(before == bytes(data), "a file changed: {:?}", bytes(data).keys());
    ran.err
}

fn error(message: &str, data: &str, hint: &str) -> String {
    format!("error: {message}\n{data}\n\nhint: {hint}\n")
}

#[test]
fn a_journal_of_a_newer_version_is_refused_politely_and_left_untouched() {
    let (folder, file) = filled();
    let newer = Connection::open(&file).unwrap();
    newer
        .execute_batch("INSERT INTO journal_version VALUES (2); CREATE TABLE tomorrow (body TEXT);")
        .unwrap();
    drop(newer);
    let expected = error(
        &format!("the journal `{}` is of version 2; this program knows versions up to 1", file.display()),
        "All entries are safe. The file was not touched.",
        "open this journal with the newest Backwise",
    );
    assert_eq!(refused(folder.path()), expected);
}

#[test]
fn a_file_that_is_no_journal_is_refused_and_left_untouched() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("journal.db");
    let expected = error(
        &format!("`{}` is not a Backwise journal", file.display()),
        "Nothing was recorded, and no file was changed.",
        "choose another file, or put back a copy of your journal",
    );
    fs::write(&file, "dear diary, today my back hurts\n".repeat(200)).unwrap();
    assert_eq!(refused(folder.path()), expected);

    fs::remove_file(&file).unwrap();
    let other = Connection::open(&file).unwrap();
    other.execute_batch("CREATE TABLE recipe (name TEXT); INSERT INTO recipe VALUES ('soup');").unwrap();
    drop(other);
    assert_eq!(refused(folder.path()), expected);
}

#[test]
fn a_damaged_journal_is_refused_and_left_untouched() {
    let (folder, file) = filled();
    let whole = fs::read(&file).unwrap();
    let expected = error(
        &format!("part of the journal `{}` is lost or was overwritten", file.display()),
        "Nothing was recorded this time. The file was left as it is.",
        "put back a copy of the file, and keep this one: it may still hold entries",
    );
    let half = whole.get(..whole.len() / 2).unwrap();
    let mut overwritten = whole.clone();
    // All pages but the first, which says that it is a database.
    overwritten.get_mut(4096..).unwrap().fill(0x5a);
    for damaged in [half, &overwritten] {
        fs::write(&file, damaged).unwrap();
        assert_eq!(refused(folder.path()), expected);
    }
    // A copy put back is as good as before.
    fs::write(&file, whole).unwrap();
    assert_eq!(entries(&file), 3);
}

#[test]
fn a_folder_in_the_place_of_the_journal_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("journal.db");
    fs::create_dir(&file).unwrap();
    let expected = error(
        &format!("`{}` is a folder, not a journal", file.display()),
        "Nothing was recorded, and no file was changed.",
        "choose a file name inside the folder",
    );
    assert_eq!(refused(folder.path()), expected);
}

#[test]
fn a_data_folder_that_cannot_be_made_is_named() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("file"), "not a folder").unwrap();
    let mut places = vec![folder.path().join("file"), folder.path().join("file").join("data")];
    if cfg!(target_os = "linux") {
        // Nobody can make a folder here, not even an administrator.
        places.push("/proc/backwise".into());
    }
    for place in places {
        let ran = ask(&place, ANSWERS);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{}", ran.err);
        assert!(
            ran.err.starts_with(&format!("error: the folder `{}` cannot be made: ", place.display())),
            "{}",
            ran.err
        );
        assert!(ran.err.ends_with("\n\nhint: choose another place with --data DIR\n"), "{}", ran.err);
    }
    assert_eq!(fs::read_to_string(folder.path().join("file")).unwrap(), "not a folder");
}

/// Marks a file or a folder as read-only, and takes the mark off again at the end, so that it can be removed.
struct ReadOnly(PathBuf, fs::Permissions);

impl ReadOnly {
    fn mark(path: &Path) -> Self {
        let before = fs::metadata(path).unwrap().permissions();
        let mut marked = before.clone();
        marked.set_readonly(true);
        fs::set_permissions(path, marked).unwrap();
        Self(path.to_owned(), before)
    }
}

impl Drop for ReadOnly {
    fn drop(&mut self) {
        let _ = fs::set_permissions(&self.0, self.1.clone());
    }
}

#[test]
fn a_read_only_journal_is_refused_and_left_untouched() {
    // The mark counts even for an administrator, whom the system would let write.
    let (folder, file) = filled();
    let _marked = ReadOnly::mark(&file);
    let expected = error(
        &format!("the journal `{}` is read-only", file.display()),
        "Nothing was recorded this time. All earlier entries are safe.",
        "allow writing to the file, or choose another place for your data",
    );
    assert_eq!(refused(folder.path()), expected);
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_is_refused_and_left_untouched() {
    let expected = |folder: &Path| {
        error(
            &format!("the folder `{}` is read-only", folder.display()),
            "Nothing was recorded this time. All earlier entries are safe.",
            "allow writing to the folder, or choose another place for your data",
        )
    };
    let (folder, _) = filled();
    let marked = ReadOnly::mark(folder.path());
    assert_eq!(refused(folder.path()), expected(folder.path()));
    drop(marked);

    let empty = tempfile::tempdir().unwrap();
    let _marked = ReadOnly::mark(empty.path());
    assert_eq!(refused(empty.path()), expected(empty.path()));
}

/// Runs the interview on a disk of its own, made and mounted for it by a shell that may do so in a world of its own.
/// `None`, and loudly, where the system does not allow that.
#[cfg(target_os = "linux")]
fn on_a_disk_of_its_own(prepare: &str, answers: &str) -> Option<Ran> {
    let script = format!(
        "mount -t tmpfs -o size=64k tmpfs \"$1\" && {prepare} && echo ready >&2 && exec \"$0\" --data \"$1\" ask"
    );
    let folder = tempfile::tempdir().unwrap();
    let mut child = Command::new("unshare")
        .args(["--user", "--map-root-user", "--mount", "sh", "-c", &script, env!("CARGO_BIN_EXE_backwise")])
        .arg(folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .ok()?;
    let mut stdin = child.stdin.take().unwrap();
    let _ = stdin.write_all(answers.as_bytes());
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    let Some(err) = err.strip_prefix("ready\n") else {
        eprintln!("NOT TESTED: this system mounts no disk for tests: {err}");
        return None;
    };
    assert!(!err.contains("panicked"), "{err}");
    let (out, err) =
        (String::from_utf8(output.stdout).unwrap(), err.replace(folder.path().to_str().unwrap(), "DATA"));
    Some(Ran { code: output.status.code().unwrap(), out, err })
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_named_and_the_answers_before_it_are_safe() {
    // The age is answered again and again until the disk of 64 kB is full.
    let ages: Vec<String> = (0..2000).map(|n| format!("back\n{}\n", 18 + n % 50)).collect();
    let answers = ANSWERS.to_owned() + &ages.concat();
    let Some(ran) = on_a_disk_of_its_own("true", &answers) else { return };
    let expected = error(
        "the disk that holds `DATA/journal.db` is full",
        "Nothing was recorded this time. All earlier entries are safe.",
        "free some space on the disk, then do it again",
    );
    assert_eq!((ran.code, ran.err), (1, expected));
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_is_full_from_the_start_is_named() {
    let Some(ran) =
        on_a_disk_of_its_own("{ head -c 70000 /dev/zero > \"$1/full\" 2>/dev/null || true; }", ANSWERS)
    else {
        return;
    };
    assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{}", ran.err);
    assert!(ran.err.starts_with("error: the disk that holds `DATA/journal.db` is full\n"), "{}", ran.err);
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_is_read_only_is_named() {
    let Some(ran) = on_a_disk_of_its_own("mount -o remount,ro \"$1\"", ANSWERS) else { return };
    let expected = error(
        "the folder `DATA` is read-only",
        "Nothing was recorded this time. All earlier entries are safe.",
        "allow writing to the folder, or choose another place for your data",
    );
    assert_eq!((ran.code, ran.out.as_str(), ran.err), (1, "", expected));
}

/// An interview that is answered page by page.
struct Interview {
    child: Child,
    stdin: ChildStdin,
    stdout: BufReader<ChildStdout>,
}

impl Interview {
    fn start(data: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_backwise"))
            .arg("--data")
            .arg(data)
            .arg("ask")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (stdin, stdout) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        let mut interview = Self { child, stdin, stdout: BufReader::new(stdout) };
        interview.wait_for_page();
        interview
    }

    /// Waits until the program asks, which it does with `> ` at the start of a line.
    fn wait_for_page(&mut self) {
        let mut printed = Vec::new();
        loop {
            let read = self.stdout.read_until(b' ', &mut printed).unwrap();
            assert!(read > 0, "the program stopped: {}", String::from_utf8_lossy(&printed));
            if printed.ends_with(b"\n> ") {
                return;
            }
        }
    }

    fn answer(&mut self, answer: &str) {
        writeln!(self.stdin, "{answer}").unwrap();
        self.wait_for_page();
    }

    fn stop(self) -> Ran {
        let Self { child, stdin, stdout } = self;
        drop((stdin, stdout));
        let output = child.wait_with_output().unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        Ran { code: output.status.code().unwrap(), out: String::new(), err }
    }
}

#[test]
fn two_programs_at_once_on_one_journal_lose_no_answer() {
    let (folder, file) = filled();
    let (mut one, mut other) = (Interview::start(folder.path()), Interview::start(folder.path()));
    for n in 0..20 {
        for (interview, age) in [(&mut one, 20 + n), (&mut other, 45 + n)] {
            interview.answer("back");
            interview.answer(&age.to_string());
        }
    }
    one.stop();
    other.stop();
    assert_eq!(entries(&file), 3 + 2 * 20);
}

#[test]
fn two_programs_that_begin_one_journal_at_once_lose_no_answer() {
    let folder = tempfile::tempdir().unwrap();
    let (mut one, mut other) = (Interview::start(folder.path()), Interview::start(folder.path()));
    // Neither of them records all three.
    one.answer("none");
    other.answer("none");
    other.answer("none");
    other.answer("40");
    one.stop();
    other.stop();
    assert_eq!(entries(&folder.path().join("journal.db")), 4);
    // Whoever began: the next run knows what both recorded, and goes on after the age.
    let ran = ask(folder.path(), "");
    assert!(ran.out.contains("\nIs any of this true for you?\n"), "{}", ran.out);
}

#[test]
fn a_journal_that_another_program_holds_for_long_is_named_and_nothing_is_half_recorded() {
    let (folder, file) = filled();
    let mut interview = Interview::start(folder.path());
    let holder = Connection::open(&file).unwrap();
    holder.execute_batch("BEGIN IMMEDIATE").unwrap();
    let began = Instant::now();
    writeln!(interview.stdin, "none").unwrap();
    let output = interview.child.wait_with_output().unwrap();
    assert!(began.elapsed() >= Duration::from_secs(4), "it waits for its turn: {:?}", began.elapsed());
    let expected = error(
        &format!("another program is using the journal `{}`", file.display()),
        "Nothing was recorded this time. All earlier entries are safe.",
        "close the other program, or wait a moment and do it again",
    );
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap()), (Some(1), expected));
    holder.execute_batch("ROLLBACK").unwrap();
    drop(holder);
    assert_eq!(entries(&file), 3);
}

#[test]
fn a_short_wait_for_another_program_is_no_error() {
    let (folder, file) = filled();
    let mut interview = Interview::start(folder.path());
    let holder = Connection::open(&file).unwrap();
    holder.execute_batch("BEGIN IMMEDIATE").unwrap();
    let waiting = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(300));
        holder.execute_batch("ROLLBACK").unwrap();
    });
    interview.answer("none");
    waiting.join().unwrap();
    interview.stop();
    assert_eq!(entries(&file), 4);
}
