-- One row is one migration that this journal went through. The largest number is the version of the journal.
CREATE TABLE journal_version (
    version BIGINT NOT NULL PRIMARY KEY
);

-- One row is one entry of one person's journal: something that happened, said once and never changed.
-- recorded_at is in microseconds since 1970; day is the day of the person's life that the entry is about, as 2026-03-01;
-- offset_minutes is how far the person's clocks were ahead of UTC; body is JSON in the form that kind and version say.
CREATE TABLE entry (
    id TEXT NOT NULL PRIMARY KEY,
    person TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    day TEXT NOT NULL,
    offset_minutes BIGINT NOT NULL,
    kind TEXT NOT NULL,
    version BIGINT NOT NULL,
    body TEXT NOT NULL
);

-- A journal is read by person, oldest first.
CREATE INDEX entry_by_person ON entry (person, recorded_at, id);
